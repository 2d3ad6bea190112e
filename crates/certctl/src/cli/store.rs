//! Which store a command works on, and who does the work.

use std::path::PathBuf;

use certstore::store::StoreUrl;
use clap::{Args, ValueHint};

use crate::{file::Source, password::PasswordSource};

/// Which store a command works on, and who does the work.
#[derive(Args, Debug)]
pub(crate) struct StoreArguments {
    /// Store to work on, as sqlite:PATH.
    #[arg(
        long,
        value_name = "URL",
        env = "CERTCTL_STORE",
        hide_env_values = true,
        help_heading = "Store"
    )]
    pub(crate) store: Option<StoreUrl>,

    /// Name that the audit log and the history show; without it the one you logged in with.
    #[arg(long, value_name = "NAME", help_heading = "Store")]
    pub(crate) author: Option<String>,

    #[command(flatten)]
    pub(crate) passphrase: PassphraseArguments,
}

/// Where the passphrase of a store comes from.
#[derive(Args, Debug)]
#[group(multiple = false)]
pub(crate) struct PassphraseArguments {
    /// Read the store's passphrase from the only line of FILE; `-` is standard input.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Store")]
    passphrase_file: Option<Source>,

    /// Read the store's passphrase from the environment variable VAR.
    #[arg(long, value_name = "VAR", help_heading = "Store")]
    passphrase_env: Option<String>,
}

impl PassphraseArguments {
    /// The source that was given.
    pub(crate) fn source(&self) -> Option<PasswordSource> {
        let file = self.passphrase_file.clone().map(PasswordSource::File);
        file.or_else(|| self.passphrase_env.clone().map(PasswordSource::Environment))
    }
}

/// Where the master key of a new store comes from.
#[derive(Args, Debug)]
#[group(multiple = false)]
#[expect(clippy::struct_field_names, reason = "each field is the option of its name")]
pub(crate) struct MasterKeyArguments {
    /// File for the new master key; without any of these it is made beside the store, with .key at its end.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Master key")]
    pub(crate) master_key_file: Option<PathBuf>,

    /// Name of the credential that holds the master key, a file in `$CREDENTIALS_DIRECTORY`.
    #[arg(long, value_name = "NAME", help_heading = "Master key")]
    pub(crate) master_key_credential: Option<String>,

    /// Derive the master key from a passphrase.
    #[arg(long, help_heading = "Master key")]
    pub(crate) master_key_passphrase: bool,
}
