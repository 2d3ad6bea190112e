//! `certctl policy`

use certops::policy;
use certstore::entry::{PolicyTls, Switch};
use clap::{Args, Subcommand};

use super::{
    choice::choice,
    example::{Example, section},
    store::StoreArguments,
    switch::switch,
};

const TLS: &[PolicyTls] = &[PolicyTls::Off, PolicyTls::Preferred, PolicyTls::Required];

/// Mail flow policies: what a sender may do.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Add(Add),
    Set(Set),
    List(List),
    Remove(Remove),
}

/// Add a mail flow policy.
#[derive(Args, Debug)]
#[command(after_help = section(ADD))]
pub(crate) struct Add {
    /// Name of the policy.
    pub(crate) name: String,

    /// Whether STARTTLS is offered, or must come before any mail.
    #[arg(long, value_name = "TLS", default_value = policy::TLS.as_str(), value_parser = choice(TLS, PolicyTls::as_str))]
    pub(crate) tls: PolicyTls,

    /// Whether a client certificate is verified; with required it is a must.
    #[arg(long, value_name = "ON|OFF", default_value = "off", value_parser = switch())]
    pub(crate) verify_client: Switch,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Change a mail flow policy; what is not named stays.
#[derive(Args, Debug)]
#[command(after_help = section(SET))]
pub(crate) struct Set {
    /// Name of the policy.
    pub(crate) name: String,

    /// Whether STARTTLS is offered, or must come before any mail.
    #[arg(long, value_name = "TLS", value_parser = choice(TLS, PolicyTls::as_str))]
    pub(crate) tls: Option<PolicyTls>,

    /// Whether a client certificate is verified; with required it is a must. Without TLS it is off.
    #[arg(long, value_name = "ON|OFF", value_parser = switch())]
    pub(crate) verify_client: Option<Switch>,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// List the mail flow policies.
#[derive(Args, Debug)]
#[command(after_help = section(LIST))]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Remove a mail flow policy that no sender group uses.
#[derive(Args, Debug)]
#[command(after_help = section(REMOVE))]
pub(crate) struct Remove {
    /// Name of the policy.
    pub(crate) name: String,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Examples of `policy add`.
pub(crate) const ADD: &[Example] = &[Example {
    purpose: "Partners who must encrypt and show a certificate",
    command: "certctl policy add PARTNERS --tls required --verify-client on",
}];

/// Examples of `policy set`.
pub(crate) const SET: &[Example] = &[Example {
    purpose: "TLS as a must for everybody",
    command: "certctl policy set ACCEPTED --tls required",
}];

/// Examples of `policy list`.
pub(crate) const LIST: &[Example] = &[Example {
    purpose: "All policies, with what is staged",
    command: "certctl policy list",
}];

/// Examples of `policy remove`.
pub(crate) const REMOVE: &[Example] = &[Example {
    purpose: "A policy that is no longer needed",
    command: "certctl policy add OLD --tls off\n  certctl policy remove OLD",
}];
