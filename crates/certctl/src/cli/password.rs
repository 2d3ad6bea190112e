//! Where passwords come from. None is ever an argument, because every user of the machine sees arguments.

use clap::{Args, ValueHint};

use crate::{
    file::Source,
    password::{Given, PasswordSource, Secret},
};

/// A pair of options of which at most one is given: a file with the password, or a variable with it. Some are only given
/// with another option.
macro_rules! password_options {
    (
        $(#[$comment:meta])*
        $name:ident: $secret:ident, $what:literal, under $heading:literal,
        $file:ident = $file_option:literal $(or $file_alias:literal)?,
        $variable:ident = $variable_option:literal $(or $variable_alias:literal)?
        $(, with $other:literal)?
    ) => {
        $(#[$comment])*
        #[derive(Args, Debug)]
        #[group(multiple = false)]
        pub(crate) struct $name {
            #[arg(
                long = $file_option,
                $(visible_alias = $file_alias,)?
                $(requires = $other,)?
                value_name = "FILE",
                value_hint = ValueHint::FilePath,
                help = concat!("Read ", $what, " from the only line of FILE; `-` is standard input"),
                help_heading = $heading
            )]
            $file: Option<Source>,

            #[arg(
                long = $variable_option,
                $(visible_alias = $variable_alias,)?
                $(requires = $other,)?
                value_name = "VAR",
                help = concat!("Read ", $what, " from the environment variable VAR"),
                help_heading = $heading
            )]
            $variable: Option<String>,
        }

        impl $name {
            /// The source that was given, or that there is none.
            pub(crate) fn given(&self) -> Given {
                let file = self.$file.clone().map(PasswordSource::File);
                Given {
                    source: file.or_else(|| self.$variable.clone().map(PasswordSource::Environment)),
                    secret: Secret::$secret,
                    option: concat!("--", $file_option),
                }
            }
        }
    };
}

password_options!(
    /// For a key that is made.
    NewKeyPassword: Password, "the password of the new key", under "Password",
    password_file = "password-file",
    password_env = "password-env"
);

password_options!(
    /// For a key that is used, in commands where there is no other password.
    OnlyKeyPassword: Password, "the password of the private key", under "Password",
    only_key_password_file = "key-password-file" or "password-file",
    only_key_password_env = "key-password-env" or "password-env"
);

password_options!(
    /// For a key that is used, in commands where there is another password.
    KeyPassword: Password, "the password of the file of --key", under "Password",
    key_password_file = "key-password-file",
    key_password_env = "key-password-env"
);

password_options!(
    /// For a key that is unpacked.
    ExtractedKeyPassword: Password, "the password of the key that is written", under "Password",
    extracted_key_password_file = "key-password-file",
    extracted_key_password_env = "key-password-env"
);

password_options!(
    /// For whatever is closed among the files.
    PilePassword: Password, "the password of PKCS#12 files and encrypted keys among the files", under "Password",
    pile_password_file = "password-file",
    pile_password_env = "password-env"
);

password_options!(
    /// For a PKCS#12 file.
    Pkcs12Password: Password, "the password of the PKCS#12 file", under "Password",
    pkcs12_password_file = "password-file",
    pkcs12_password_env = "password-env"
);

password_options!(
    /// For what leaves a store.
    ExportPassword: Password, "the password of the PKCS#12 file or of the key that is written", under "Password",
    export_password_file = "password-file",
    export_password_env = "password-env",
    with "with_key"
);

password_options!(
    /// For a store.
    StorePassphrase: Passphrase, "the store's passphrase", under "Store",
    passphrase_file = "passphrase-file",
    passphrase_env = "passphrase-env"
);

password_options!(
    /// For a store from now on.
    NewPassphrase: Passphrase, "the new passphrase", under "Master key",
    new_passphrase_file = "new-passphrase-file",
    new_passphrase_env = "new-passphrase-env"
);

password_options!(
    /// For the keys in a configuration file.
    KeysPassphrase: Passphrase, "the passphrase of the keys in the file", under "Keys",
    keys_passphrase_file = "keys-passphrase-file",
    keys_passphrase_env = "keys-passphrase-env"
);
