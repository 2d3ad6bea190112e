//! `certctl profile list` and `show`

use clap::Args;

use crate::cli::{
    example::{Example, section},
    store::StoreArguments,
};

/// List the profiles with their states, how long they last and what uses them.
///
/// The states: demo (made with the store, nobody can verify it), expired, expiring (less than a third of the lifetime, and
/// less than the days of the alert settings, 30 by default, is left), awaiting-answer (its request is committed), self-signed, signed. Of several the first is shown.
#[derive(Args, Debug)]
#[command(after_help = section(LIST))]
pub(crate) struct List {
    /// Only those whose certificate, or one of its intermediates, expires within DAYS days or has expired, the first to expire
    /// first.
    #[arg(long, value_name = "DAYS")]
    pub(crate) expiring: Option<u32>,

    /// Days that make a certificate expiring, in place of those of the alert settings.
    #[arg(long, value_name = "DAYS")]
    pub(crate) warn_days: Option<u32>,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Show everything about a profile, except its private key.
#[derive(Args, Debug)]
#[command(after_help = section(SHOW))]
pub(crate) struct Show {
    /// Name of the profile.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Examples of `profile list`.
pub(crate) const LIST: &[Example] = &[
    Example {
        purpose: "What there is",
        command: "certctl profile list --store sqlite:store.db",
    },
    Example {
        purpose: "What ends in the next 60 days",
        command: "certctl profile list --expiring 60 --store sqlite:store.db",
    },
];

/// Examples of `profile show`.
pub(crate) const SHOW: &[Example] = &[Example {
    purpose: "The chain, the request that waits, and what uses the profile",
    command: "certctl profile show mail --store sqlite:store.db",
}];
