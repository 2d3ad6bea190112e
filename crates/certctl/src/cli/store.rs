//! Which store a command works on, and who does the work.

use std::path::{Path, PathBuf};

use certstore::{repository::BackendError, store::StoreUrl};
use clap::{Arg, Args, ValueHint};

use super::password::StorePassphrase;

/// Which store a command works on, and who does the work.
#[derive(Args, Debug)]
pub(crate) struct StoreArguments {
    /// Store to work on, as sqlite:PATH; a file that exists or ends in .db needs no sqlite: before it.
    #[arg(
        long,
        value_name = "URL",
        value_parser = url,
        env = "CERTCTL_STORE",
        hide_env_values = true,
        help_heading = "Store"
    )]
    pub(crate) store: Option<StoreUrl>,

    /// Name that the audit log and the history show; without it that in `CERTCTL_AUTHOR`, or the one you logged in with.
    #[arg(long, value_name = "NAME", help_heading = "Store")]
    pub(crate) author: Option<String>,

    #[command(flatten)]
    pub(crate) passphrase: StorePassphrase,
}

/// Reads the place of a store. A path without a scheme is one of a file where that is clear.
fn url(text: &str) -> Result<StoreUrl, BackendError> {
    let is_file = |path: &Path| path.is_file() || path.extension().is_some_and(|ending| ending == "db");
    text.parse().or_else(|error| {
        if !text.contains(':') && is_file(Path::new(text)) {
            format!("sqlite:{text}").parse()
        } else {
            Err(error)
        }
    })
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

/// An option for a passphrase is refused where the master key does not come from one, because it would not be used.
///
/// The conflicts are named too: clap waives what is required where that is in conflict with another option.
pub(super) fn only_of_a_passphrase(argument: Arg) -> Arg {
    argument
        .requires("master_key_passphrase")
        .conflicts_with_all(["master_key_file", "master_key_credential"])
}
