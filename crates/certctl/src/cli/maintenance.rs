//! `certctl store`, `certctl backup`: looking after the store as a whole.

use std::path::PathBuf;

use clap::{
    Args, Subcommand, ValueHint,
    builder::{PathBufValueParser, TypedValueParser},
};

use super::{
    example::{Example, section},
    password::NewPassphrase,
    store::{StoreArguments, only_of_a_passphrase},
};

/// Check the store, and change its master key.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Check(Check),
    Rekey(Rekey),
}

/// Check everything in a store or in a backup of one.
///
/// Looks at the database itself; at every row of every revision; whether what entries name and hold is there; whether
/// every private key opens and belongs to its certificate; and at the chain of the audit log. Others may use the store
/// meanwhile. The exit code is 1 when something is wrong.
#[derive(Args, Debug)]
#[command(after_help = section(CHECK))]
pub(crate) struct Check {
    /// Key file to open the store with, instead of the one that it names.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) master_key_file: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Change the master key of the store; no private key and no binding is touched.
///
/// A crash at any instant leaves a store that opens, with the old key or with the new one. The earlier key is kept, because
/// backups that were made before need it: in its file, or beside the new one with `.before-` and the time at its end.
#[derive(Args, Debug)]
#[command(
    after_help = section(REKEY),
    mut_arg("new_passphrase_file", only_of_a_passphrase),
    mut_arg("new_passphrase_env", only_of_a_passphrase),
    override_usage = "certctl store rekey [OPTIONS] --master-key-file <FILE>\n       \
        certctl store rekey [OPTIONS] --master-key-credential <NAME>\n       \
        certctl store rekey [OPTIONS] --master-key-passphrase"
)]
pub(crate) struct Rekey {
    #[command(flatten)]
    pub(crate) next: NextMasterKey,

    #[command(flatten)]
    pub(crate) passphrase: NewPassphrase,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Where the new master key comes from.
#[derive(Args, Debug)]
#[group(required = true, multiple = false)]
#[expect(clippy::struct_field_names, reason = "each field is the option of its name")]
pub(crate) struct NextMasterKey {
    /// File for the new master key: the store's own, in which the key is replaced, or one that is not there yet.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Master key")]
    pub(crate) master_key_file: Option<PathBuf>,

    /// Name of the credential that holds the new master key, a file in `$CREDENTIALS_DIRECTORY`.
    #[arg(long, value_name = "NAME", help_heading = "Master key")]
    pub(crate) master_key_credential: Option<String>,

    /// Derive the new master key from a new passphrase.
    #[arg(long, help_heading = "Master key")]
    pub(crate) master_key_passphrase: bool,
}

/// Copy the store to a new file while others use it.
///
/// The copy is a store: open it with --store sqlite:FILE and the same master key, which is not in it. To put it back,
/// stop what uses the store, move the store with its -wal and -shm away, and put the copy in its place.
#[derive(Args, Debug)]
#[command(after_help = section(BACKUP))]
pub(crate) struct Backup {
    /// File for the copy, which must not be there yet.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath, value_parser = copy_file())]
    pub(crate) file: PathBuf,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// A file for a store, which cannot be written to standard output.
fn copy_file() -> impl TypedValueParser<Value = PathBuf> {
    PathBufValueParser::new().try_map(|path| {
        if path.as_os_str() == "-" {
            return Err("standard output cannot be a store; name a file (./- for one with that name)");
        }
        Ok(path)
    })
}

/// Examples of `store check`.
pub(crate) const CHECK: &[Example] = &[Example {
    purpose: "Check a store",
    command: "certctl store check --store sqlite:store.db",
}];

/// Examples of `store rekey`.
pub(crate) const REKEY: &[Example] = &[Example {
    purpose: "A new master key, in a file that is made for it",
    command: "certctl store rekey --store sqlite:store.db --master-key-file next.key",
}];

/// Examples of `backup`.
pub(crate) const BACKUP: &[Example] = &[Example {
    purpose: "Copy the store, and check the copy",
    command: "certctl backup --store sqlite:store.db copy.db\n  certctl store check --store sqlite:copy.db",
}];
