//! `certctl interface`

use std::net::IpAddr;

use certcore::host::HostName;
use clap::{Args, Subcommand, ValueHint};

use super::{
    example::{Example, section},
    store::StoreArguments,
};

/// Interfaces: named addresses with a host name.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Add(Add),
    Set(Set),
    List(List),
    Remove(Remove),
}

/// Add an interface.
///
/// Its host name is the one that the MX records name and that the certificates should have. HTTPS begins with the demo
/// profile, where there still is one.
#[derive(Args, Debug)]
#[command(after_help = section(ADD))]
pub(crate) struct Add {
    /// Name of the interface.
    pub(crate) name: String,

    /// Address, IPv4 or IPv6.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) address: IpAddr,

    /// Host name by which clients know it.
    #[arg(long, value_name = "NAME", value_hint = ValueHint::Hostname)]
    pub(crate) host_name: HostName,

    /// TCP port of the HTTPS administration; without it none is offered here.
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) https_port: Option<u16>,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Change an interface; what is not named stays.
#[derive(Args, Debug)]
#[command(after_help = section(SET))]
pub(crate) struct Set {
    /// Name of the interface.
    pub(crate) name: String,

    /// Another address.
    #[arg(long, value_name = "ADDRESS")]
    pub(crate) address: Option<IpAddr>,

    /// Another host name.
    #[arg(long, value_name = "NAME", value_hint = ValueHint::Hostname)]
    pub(crate) host_name: Option<HostName>,

    /// Offer the HTTPS administration on this TCP port.
    #[arg(long, value_name = "PORT", value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) https_port: Option<u16>,

    /// Offer no HTTPS administration here.
    #[arg(long, conflicts_with = "https_port")]
    pub(crate) no_https: bool,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// List the interfaces.
#[derive(Args, Debug)]
#[command(after_help = section(LIST))]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Remove an interface that no listener uses.
#[derive(Args, Debug)]
#[command(after_help = section(REMOVE))]
pub(crate) struct Remove {
    /// Name of the interface.
    pub(crate) name: String,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Examples of `interface add`.
pub(crate) const ADD: &[Example] = &[Example {
    purpose: "An interface with the administration on it",
    command: "certctl interface add Data1 --address 192.0.2.25 --host-name mail.example.com \\\n    --https-port 443",
}];

/// Examples of `interface set`.
pub(crate) const SET: &[Example] = &[Example {
    purpose: "Another host name, and no administration there",
    command: "certctl interface set Management --host-name mx1.example.com --no-https",
}];

/// Examples of `interface list`.
pub(crate) const LIST: &[Example] = &[Example {
    purpose: "All interfaces, with what is staged",
    command: "certctl interface list",
}];

/// Examples of `interface remove`.
pub(crate) const REMOVE: &[Example] = &[Example {
    purpose: "An interface that is no longer needed",
    command: "certctl interface add Old --address 192.0.2.7 --host-name old.example.com\n  certctl interface remove Old",
}];
