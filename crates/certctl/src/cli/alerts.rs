//! `certctl alerts`

use certops::alerts::Recipient;
use certstore::entry::Switch;
use clap::{Args, Subcommand};

use super::{
    example::{Example, section},
    store::StoreArguments,
    switch::switch,
};

/// Who is told of certificates that end.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Set(Set),
    Show(Show),
}

/// Change who is told, and of what; what is not named stays.
#[derive(Args, Debug)]
#[command(after_help = section(SET))]
pub(crate) struct Set {
    /// Mail address that is told; may be given several times, and takes the place of all addresses before.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) recipient: Vec<Recipient>,

    /// Tell nobody.
    #[arg(long, conflicts_with = "recipient")]
    pub(crate) no_recipient: bool,

    /// Whether notices of certificates that end are written.
    #[arg(long, value_name = "ON|OFF", value_parser = switch())]
    pub(crate) expiry: Option<Switch>,

    /// A certificate is expiring when less than so many days, and less than a third of its lifetime, is left.
    #[arg(long, value_name = "DAYS")]
    pub(crate) expiring_days: Option<u32>,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Show who is told, and of what.
#[derive(Args, Debug)]
#[command(after_help = section(SHOW))]
pub(crate) struct Show {
    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Examples of `alerts set`.
pub(crate) const SET: &[Example] = &[
    Example {
        purpose: "Two addresses in place of those before",
        command: "certctl alerts set --recipient postmaster@example.com --recipient admin@example.com",
    },
    Example {
        purpose: "Tell of certificates that last a year two months before their end",
        command: "certctl alerts set --expiring-days 60",
    },
];

/// Examples of `alerts show`.
pub(crate) const SHOW: &[Example] = &[Example {
    purpose: "Who is told?",
    command: "certctl alerts show",
}];
