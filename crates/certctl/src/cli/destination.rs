//! `certctl destination`

use certstore::entry::{DestinationName, DestinationTls, Switch};
use clap::{Args, Subcommand};

use super::{
    choice::choice,
    example::{Example, section},
    store::StoreArguments,
    switch::switch,
};

/// Destinations: domains with their outbound TLS.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Add(Add),
    Set(Set),
    SetAlert(SetAlert),
    List(List),
    Remove(Remove),
}

/// Add a destination.
#[derive(Args, Debug)]
#[command(after_help = section(ADD))]
pub(crate) struct Add {
    /// Domain, or .DOMAIN for all below it.
    #[arg(value_name = "DOMAIN")]
    pub(crate) destination: DestinationName,

    /// TLS towards it.
    #[arg(long, value_name = "TLS", value_parser = choice(&DestinationTls::ALL, DestinationTls::as_str))]
    pub(crate) tls: DestinationTls,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Change a destination.
#[derive(Args, Debug)]
#[command(after_help = section(SET))]
pub(crate) struct Set {
    /// Domain, .DOMAIN for all below it, or default for all that have no entry.
    #[arg(value_name = "DOMAIN")]
    pub(crate) destination: DestinationName,

    /// TLS towards it.
    #[arg(long, value_name = "TLS", value_parser = choice(&DestinationTls::ALL, DestinationTls::as_str))]
    pub(crate) tls: DestinationTls,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Say whether a failed required TLS connection is an alert; this holds for all destinations.
#[derive(Args, Debug)]
#[command(after_help = section(SET_ALERT))]
pub(crate) struct SetAlert {
    /// Whether somebody is told.
    #[arg(value_name = "ON|OFF", value_parser = switch())]
    pub(crate) alert: Switch,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// List the destinations.
#[derive(Args, Debug)]
#[command(after_help = section(LIST))]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Remove a destination; the default then holds for it.
#[derive(Args, Debug)]
#[command(after_help = section(REMOVE))]
pub(crate) struct Remove {
    /// Domain, or .DOMAIN.
    #[arg(value_name = "DOMAIN")]
    pub(crate) destination: DestinationName,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Examples of `destination add`.
pub(crate) const ADD: &[Example] = &[Example {
    purpose: "A partner whose certificate has to verify",
    command: "certctl destination add partner.example --tls required-verify",
}];

/// Examples of `destination set`.
pub(crate) const SET: &[Example] = &[Example {
    purpose: "No clear text to anybody",
    command: "certctl destination set default --tls required",
}];

/// Examples of `destination set-alert`.
pub(crate) const SET_ALERT: &[Example] = &[Example {
    purpose: "Tell somebody when a required TLS connection fails",
    command: "certctl destination set-alert on",
}];

/// Examples of `destination list`.
pub(crate) const LIST: &[Example] = &[Example {
    purpose: "All destinations, with what is staged",
    command: "certctl destination list",
}];

/// Examples of `destination remove`.
pub(crate) const REMOVE: &[Example] = &[Example {
    purpose: "Back to the default",
    command: "certctl destination add old.example --tls none\n  certctl destination remove old.example",
}];
