//! `certctl sender-group`

use certstore::entry::Sender;
use clap::{Args, Subcommand};

use super::{
    example::{Example, section},
    store::StoreArguments,
};

/// Sender groups: who may do what on a listener, in the order in which they are tried.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Add(Add),
    Set(Set),
    List(List),
    Remove(Remove),
}

/// Add a sender group to a listener.
#[derive(Args, Debug)]
#[command(after_help = section(ADD))]
pub(crate) struct Add {
    /// Name of the listener.
    pub(crate) listener: String,

    /// Name of the group.
    pub(crate) group: String,

    /// Who belongs to it: an address, a network, a host, .DOMAIN or ALL. May be given several times.
    #[arg(long = "sender", value_name = "SENDER", required = true)]
    pub(crate) senders: Vec<Sender>,

    /// Mail flow policy of the group.
    #[arg(long, value_name = "NAME")]
    pub(crate) policy: String,

    /// Group before which it is tried; without it the new one is tried last.
    #[arg(long, value_name = "GROUP")]
    pub(crate) before: Option<String>,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Change a sender group or its place; what is not named stays.
#[derive(Args, Debug)]
#[command(after_help = section(SET))]
pub(crate) struct Set {
    /// Name of the listener.
    pub(crate) listener: String,

    /// Name of the group.
    pub(crate) group: String,

    /// Who belongs to it, in place of those who do. May be given several times.
    #[arg(long = "sender", value_name = "SENDER")]
    pub(crate) senders: Vec<Sender>,

    /// Another mail flow policy.
    #[arg(long, value_name = "NAME")]
    pub(crate) policy: Option<String>,

    /// Group before which it shall be tried.
    #[arg(long, value_name = "GROUP")]
    pub(crate) before: Option<String>,

    /// Try it after all others.
    #[arg(long, conflicts_with = "before")]
    pub(crate) last: bool,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// List sender groups in the order in which they are tried.
#[derive(Args, Debug)]
#[command(after_help = section(LIST))]
pub(crate) struct List {
    /// Name of the listener; without it those of all listeners.
    pub(crate) listener: Option<String>,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Remove a sender group from a listener.
///
/// A listener without any refuses everybody; that is a warning.
#[derive(Args, Debug)]
#[command(after_help = section(REMOVE))]
pub(crate) struct Remove {
    /// Name of the listener.
    pub(crate) listener: String,

    /// Name of the group.
    pub(crate) group: String,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Examples of `sender-group add`.
pub(crate) const ADD: &[Example] = &[Example {
    purpose: "The own network, tried before everybody else",
    command: "certctl sender-group add IncomingMail RELAYLIST --sender 10.0.0.0/8 \\\n    --policy ACCEPTED --before ALL",
}];

/// Examples of `sender-group set`.
pub(crate) const SET: &[Example] = &[Example {
    purpose: "Only two partners",
    command: "certctl sender-group set IncomingMail ALL --sender .example.net --sender 192.0.2.9",
}];

/// Examples of `sender-group list`.
pub(crate) const LIST: &[Example] = &[Example {
    purpose: "The groups of one listener in their order",
    command: "certctl sender-group list IncomingMail",
}];

/// Examples of `sender-group remove`.
pub(crate) const REMOVE: &[Example] = &[Example {
    purpose: "Nobody, until another group is added",
    command: "certctl sender-group remove IncomingMail ALL",
}];
