//! Where passwords come from. None is ever an argument, because every user of the machine sees arguments.

use clap::{Args, ValueHint};

use crate::{file::Source, password::PasswordSource};

/// A pair of options of which at most one is given: a file with the password, or a variable with it.
macro_rules! password_options {
    (
        $(#[$comment:meta])*
        $name:ident: $what:literal,
        $file:ident = $file_option:literal $(or $file_alias:literal)?,
        $variable:ident = $variable_option:literal $(or $variable_alias:literal)?
    ) => {
        $(#[$comment])*
        #[derive(Args, Debug)]
        #[group(multiple = false)]
        pub(crate) struct $name {
            #[doc = concat!("Read the password of ", $what, " from the only line of FILE; `-` is standard input.")]
            #[arg(
                long = $file_option,
                $(visible_alias = $file_alias,)?
                value_name = "FILE",
                value_hint = ValueHint::FilePath,
                help_heading = "Password"
            )]
            $file: Option<Source>,

            #[doc = concat!("Read the password of ", $what, " from the environment variable VAR.")]
            #[arg(
                long = $variable_option,
                $(visible_alias = $variable_alias,)?
                value_name = "VAR",
                help_heading = "Password"
            )]
            $variable: Option<String>,
        }

        impl $name {
            /// The source that was given.
            pub(crate) fn source(&self) -> Option<PasswordSource> {
                let file = self.$file.clone().map(PasswordSource::File);
                file.or_else(|| self.$variable.clone().map(PasswordSource::Environment))
            }
        }
    };
}

password_options!(
    /// For a key that is made.
    NewKeyPassword: "the new key",
    password_file = "password-file",
    password_env = "password-env"
);

password_options!(
    /// For a key that is used, in commands where there is no other password.
    OnlyKeyPassword: "the private key",
    only_key_password_file = "key-password-file" or "password-file",
    only_key_password_env = "key-password-env" or "password-env"
);

password_options!(
    /// For a key that is used, in commands where there is another password.
    KeyPassword: "the file of --key",
    key_password_file = "key-password-file",
    key_password_env = "key-password-env"
);

password_options!(
    /// For a key that is unpacked.
    ExtractedKeyPassword: "the key that is written",
    extracted_key_password_file = "key-password-file",
    extracted_key_password_env = "key-password-env"
);

password_options!(
    /// For whatever is closed among the files.
    PilePassword: "PKCS#12 files and encrypted keys among the files",
    pile_password_file = "password-file",
    pile_password_env = "password-env"
);

password_options!(
    /// For a PKCS#12 file.
    Pkcs12Password: "the PKCS#12 file",
    pkcs12_password_file = "password-file",
    pkcs12_password_env = "password-env"
);

password_options!(
    /// For what leaves a store.
    ExportPassword: "the PKCS#12 file or of the key that is written",
    export_password_file = "password-file",
    export_password_env = "password-env"
);
