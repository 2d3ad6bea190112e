//! `certctl history`, `certctl show`, `certctl rollback`: what was committed, and the way back.

use certstore::repository::RevisionNumber;
use clap::Args;
use thiserror::Error;

use super::{
    example::{Example, section},
    store::StoreArguments,
};

/// List the last commits, the newest first.
#[derive(Args, Debug)]
#[command(after_help = section(HISTORY))]
pub(crate) struct History {
    /// How many.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: u32,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Show what a commit changed, field by field; without a number the last one.
#[derive(Args, Debug)]
#[command(after_help = section(SHOW))]
pub(crate) struct Show {
    /// Number of the revision.
    #[arg(value_name = "REV", value_parser = number)]
    pub(crate) revision: Option<RevisionNumber>,

    /// Show the whole configuration as it was after this revision instead.
    #[arg(long)]
    pub(crate) config: bool,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Stage what makes the configuration equal to an earlier revision.
///
/// Nothing is in force until it is committed, as a new revision, so nothing is lost. It is refused while changes are
/// pending.
#[derive(Args, Debug)]
#[command(after_help = section(ROLLBACK))]
pub(crate) struct Rollback {
    /// Number of the revision to go back to.
    #[arg(value_name = "REV", value_parser = number)]
    pub(crate) revision: RevisionNumber,

    /// Take back what is staged first.
    #[arg(long)]
    pub(crate) clear: bool,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Reads the number of a revision.
pub(crate) fn number(text: &str) -> Result<RevisionNumber, NumberError> {
    text.parse().map(RevisionNumber).map_err(|_| NumberError)
}

/// A text is no number of a revision.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("write the number of a revision; 'certctl history' lists them")]
pub(crate) struct NumberError;

/// Examples of `history`.
pub(crate) const HISTORY: &[Example] = &[Example {
    purpose: "Who put what in force, and when?",
    command: "certctl history --limit 5 --store sqlite:store.db",
}];

/// Examples of `show`.
pub(crate) const SHOW: &[Example] = &[
    Example {
        purpose: "What did the last commit do?",
        command: "certctl show --store sqlite:store.db",
    },
    Example {
        purpose: "And the first one?",
        command: "certctl show 1 --store sqlite:store.db",
    },
    Example {
        purpose: "The configuration as it was then, for a program",
        command: "certctl show 1 --config --json --store sqlite:store.db",
    },
];

/// Examples of `rollback`.
pub(crate) const ROLLBACK: &[Example] = &[Example {
    purpose: "Go back to the first revision, and look before it is committed",
    command: "certctl rollback 1 --store sqlite:store.db && certctl changes --store sqlite:store.db",
}];
