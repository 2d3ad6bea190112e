//! `certctl audit`

use clap::Args;

use super::{
    example::{Example, section},
    store::StoreArguments,
};

/// List the last acts on the store, the newest first: who did what to which entry, and from where.
///
/// Every change that is staged, every commit, every key that was given out and every change of the master key is in this
/// log. `certctl store check` says whether it is as it was written.
#[derive(Args, Debug)]
#[command(after_help = section(AUDIT))]
pub(crate) struct Audit {
    /// How many.
    #[arg(short = 'n', long, value_name = "N", default_value_t = 20)]
    pub(crate) limit: u32,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Examples of `audit`.
pub(crate) const AUDIT: &[Example] = &[Example {
    purpose: "Who did what, lately?",
    command: "certctl audit --limit 50 --store sqlite:store.db",
}];
