//! `certctl status`, `certctl notify`: how long certificates last.

use clap::Args;

use super::{
    example::{Example, section},
    store::StoreArguments,
};

/// Show the revision in force, how much is pending, and every certificate with its end and its users.
///
/// Profiles, intermediates and custom CAs are listed; what ends first stands first.
#[derive(Args, Debug)]
#[command(after_help = section(STATUS))]
pub(crate) struct Status {
    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Write notices of certificates that end soon into the alert queue.
///
/// A notice is due 90, 60, 30, 15, 5, 4, 3, 2 and 1 days before the end, on the last day, and after it, for profiles,
/// intermediates and custom CAs in force. Each is written once; of several that were missed only the most urgent is
/// written. Run it once a day.
#[derive(Args, Debug)]
#[command(after_help = section(NOTIFY))]
pub(crate) struct Notify {
    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Examples of `status`.
pub(crate) const STATUS: &[Example] = &[Example {
    purpose: "What ends next, and who would notice?",
    command: "certctl status --store sqlite:store.db",
}];

/// Examples of `notify`.
pub(crate) const NOTIFY: &[Example] = &[Example {
    purpose: "From a timer, once a day",
    command: "certctl notify --store sqlite:store.db",
}];
