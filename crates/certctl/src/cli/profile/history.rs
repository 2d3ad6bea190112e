//! `certctl profile delete`, `versions` and `restore`

use certstore::repository::RevisionNumber;
use clap::Args;

use crate::cli::{
    example::{Example, section},
    revision::number,
    store::StoreArguments,
};

/// Delete a profile that nothing uses. Its earlier versions can be restored.
#[derive(Args, Debug)]
#[command(after_help = section(DELETE))]
pub(crate) struct Delete {
    /// Name of the profile.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// List the versions that a profile has had, the newest first.
#[derive(Args, Debug)]
#[command(after_help = section(VERSIONS))]
pub(crate) struct Versions {
    /// Name of the profile; that of a deleted one works too.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Bring back a profile as it stood after a revision: key, certificate, chain and request.
#[derive(Args, Debug)]
#[command(after_help = section(RESTORE))]
pub(crate) struct Restore {
    /// Name of the profile; that of a deleted one works too.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,

    /// Number of the revision.
    #[arg(value_name = "REV", value_parser = number)]
    pub(crate) revision: RevisionNumber,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Examples of `profile delete`.
pub(crate) const DELETE: &[Example] = &[Example {
    purpose: "A profile that nothing uses",
    command: "certctl profile delete mail --store sqlite:store.db",
}];

/// Examples of `profile versions`.
pub(crate) const VERSIONS: &[Example] = &[Example {
    purpose: "Which certificates the profile has had, and who put them in",
    command: "certctl profile versions mail --store sqlite:store.db",
}];

/// Examples of `profile restore`.
pub(crate) const RESTORE: &[Example] = &[Example {
    purpose: "The profile as it was after revision 2",
    command: "certctl profile restore mail 2 --store sqlite:store.db",
}];
