//! Where passwords come from. None is ever an argument, because every user of the machine sees arguments.

use clap::{Args, ValueHint};

use crate::{file::Source, password::PasswordSource};

/// The password of what the command is about.
#[derive(Args, Debug)]
#[group(multiple = false)]
pub(crate) struct PasswordArguments {
    /// Read the password from the only line of FILE; `-` is standard input.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Password")]
    password_file: Option<Source>,

    /// Read the password from the environment variable VAR.
    #[arg(long, value_name = "VAR", help_heading = "Password")]
    password_env: Option<String>,
}

impl PasswordArguments {
    /// The source that was given.
    pub(crate) fn source(&self) -> Option<PasswordSource> {
        source(self.password_file.as_ref(), self.password_env.as_ref())
    }
}

/// The password of the private key, in commands where that is the only one.
#[derive(Args, Debug)]
#[group(multiple = false)]
pub(crate) struct OnlyKeyPasswordArguments {
    /// Read the password of the private key from the only line of FILE; `-` is standard input.
    #[arg(
        long = "key-password-file",
        visible_alias = "password-file",
        value_name = "FILE",
        value_hint = ValueHint::FilePath,
        help_heading = "Password"
    )]
    only_key_password_file: Option<Source>,

    /// Read the password of the private key from the environment variable VAR.
    #[arg(
        long = "key-password-env",
        visible_alias = "password-env",
        value_name = "VAR",
        help_heading = "Password"
    )]
    only_key_password_env: Option<String>,
}

impl OnlyKeyPasswordArguments {
    /// The source that was given.
    pub(crate) fn source(&self) -> Option<PasswordSource> {
        source(
            self.only_key_password_file.as_ref(),
            self.only_key_password_env.as_ref(),
        )
    }
}

/// The password of the private key, in commands that need another one too.
#[derive(Args, Debug)]
#[group(multiple = false)]
pub(crate) struct KeyPasswordArguments {
    /// Read the password of the private key from the only line of FILE; `-` is standard input.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Password")]
    key_password_file: Option<Source>,

    /// Read the password of the private key from the environment variable VAR.
    #[arg(long, value_name = "VAR", help_heading = "Password")]
    key_password_env: Option<String>,
}

impl KeyPasswordArguments {
    /// The source that was given.
    pub(crate) fn source(&self) -> Option<PasswordSource> {
        source(self.key_password_file.as_ref(), self.key_password_env.as_ref())
    }
}

fn source(file: Option<&Source>, variable: Option<&String>) -> Option<PasswordSource> {
    match (file, variable) {
        (Some(file), _) => Some(PasswordSource::File(file.clone())),
        (None, Some(variable)) => Some(PasswordSource::Environment(variable.clone())),
        (None, None) => None,
    }
}
