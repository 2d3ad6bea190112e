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
    /// Only the certificates that services send to their peers or trust, and that expire within DAYS days or have expired; exit
    /// with 1 if there are any.
    ///
    /// Those are the profiles that a service uses, their intermediates, and the custom CAs unless the list is disabled.
    #[arg(long, value_name = "DAYS")]
    pub(crate) expiring: Option<u32>,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Write notices of certificates that end soon into the alert queue.
///
/// A certificate is expiring when less than a third of its lifetime, and less than the days of the alert settings (30 by
/// default), is left. From then on a notice is due 90, 60, 30, 15, 5, 4, 3, 2 and 1 days before the end, on the last day, and
/// after it, for profiles, intermediates and custom CAs in force. Each is written once; of several that were missed only the
/// most urgent is written. Run it once a day.
#[derive(Args, Debug)]
#[command(after_help = section(NOTIFY))]
pub(crate) struct Notify {
    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Examples of `status`.
pub(crate) const STATUS: &[Example] = &[
    Example {
        purpose: "What ends next, and who would notice?",
        command: "certctl status --store sqlite:store.db",
    },
    Example {
        purpose: "For monitoring: 1 when anything in use expires within two weeks",
        command: "certctl status --expiring 14 --store sqlite:store.db",
    },
];

/// Examples of `notify`.
pub(crate) const NOTIFY: &[Example] = &[Example {
    purpose: "From a timer, once a day",
    command: "certctl notify --store sqlite:store.db",
}];
