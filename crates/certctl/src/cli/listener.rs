//! `certctl listener`

use certcore::host::{HostName, HostNameError};
use certops::init;
use certstore::entry::ListenerKind;
use clap::{Args, Subcommand, ValueHint};
use thiserror::Error;

use super::{
    choice::choice,
    example::{Example, section},
    store::StoreArguments,
};

const KINDS: &[ListenerKind] = &[ListenerKind::Public, ListenerKind::Private];

/// Listeners: SMTP ports on interfaces.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Add(Add),
    Set(Set),
    List(List),
    Remove(Remove),
}

/// Add a listener.
///
/// It begins with one sender group, ALL under one policy, and with the demo profile, where there still is one.
#[derive(Args, Debug)]
#[command(after_help = section(ADD))]
pub(crate) struct Add {
    /// Name of the listener.
    pub(crate) name: String,

    /// Interface that it listens on.
    #[arg(long, value_name = "NAME")]
    pub(crate) interface: String,

    /// TCP port.
    #[arg(long, default_value_t = 25, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) port: u16,

    /// Who connects to it: the Internet, or the organisation's own hosts.
    #[arg(long, default_value = "public", value_parser = choice(KINDS, ListenerKind::as_str))]
    pub(crate) kind: ListenerKind,

    /// Domain that it receives mail for. May be given several times.
    #[arg(long = "domain", value_name = "DOMAIN", value_parser = domain, value_hint = ValueHint::Hostname)]
    pub(crate) domains: Vec<HostName>,

    /// Mail flow policy for everybody who connects.
    #[arg(long, value_name = "NAME", default_value = init::POLICY)]
    pub(crate) policy: String,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Change a listener; what is not named stays.
#[derive(Args, Debug)]
#[command(after_help = section(SET))]
pub(crate) struct Set {
    /// Name of the listener.
    pub(crate) name: String,

    /// Another interface.
    #[arg(long, value_name = "NAME")]
    pub(crate) interface: Option<String>,

    /// Another TCP port.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) port: Option<u16>,

    /// Who connects to it: the Internet, or the organisation's own hosts.
    #[arg(long, value_parser = choice(KINDS, ListenerKind::as_str))]
    pub(crate) kind: Option<ListenerKind>,

    /// Domain that it receives mail for, in place of those it has. May be given several times.
    #[arg(long = "domain", value_name = "DOMAIN", value_parser = domain, value_hint = ValueHint::Hostname)]
    pub(crate) domains: Vec<HostName>,

    /// Take all domains away.
    #[arg(long, conflicts_with = "domains")]
    pub(crate) no_domain: bool,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// List the listeners.
#[derive(Args, Debug)]
#[command(after_help = section(LIST))]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Remove a listener, and its sender groups with it.
#[derive(Args, Debug)]
#[command(after_help = section(REMOVE))]
pub(crate) struct Remove {
    /// Name of the listener.
    pub(crate) name: String,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Reads a domain. On the appliance `none` stands for an empty list, so it is not taken for a host.
fn domain(text: &str) -> Result<HostName, DomainError> {
    if text.eq_ignore_ascii_case("none") {
        return Err(DomainError::None);
    }
    Ok(text.parse()?)
}

/// Why a text is no domain of a listener.
#[derive(Debug, Error)]
enum DomainError {
    /// The appliance's word for no domain at all.
    #[error("leave --domain out for a listener without domains; 'listener set' has --no-domain")]
    None,
    /// No host name.
    #[error(transparent)]
    Name(#[from] HostNameError),
}

/// Examples of `listener add`.
pub(crate) const ADD: &[Example] = &[Example {
    purpose: "Submission from the organisation's own hosts",
    command: "certctl listener add OutgoingMail --interface Management --port 587 --kind private",
}];

/// Examples of `listener set`.
pub(crate) const SET: &[Example] = &[Example {
    purpose: "The domains whose MX records should name the interface",
    command: "certctl listener set IncomingMail --domain example.com --domain example.net",
}];

/// Examples of `listener list`.
pub(crate) const LIST: &[Example] = &[Example {
    purpose: "All listeners, with what is staged",
    command: "certctl listener list",
}];

/// Examples of `listener remove`.
pub(crate) const REMOVE: &[Example] = &[Example {
    purpose: "A listener with its sender groups",
    command: "certctl listener remove IncomingMail",
}];
