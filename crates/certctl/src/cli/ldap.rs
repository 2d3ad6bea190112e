//! `certctl ldap`

use certcore::identity::Reference;
use certstore::entry::LdapEncryption;
use clap::{Args, Subcommand, ValueHint};

use super::{
    choice::choice,
    example::{Example, section},
    store::StoreArguments,
};

const ENCRYPTIONS: &[LdapEncryption] = &[
    LdapEncryption::None,
    LdapEncryption::Starttls,
    LdapEncryption::Ldaps,
];

/// LDAP servers that are asked about recipients.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Add(Add),
    Set(Set),
    List(List),
    Remove(Remove),
}

/// Add an LDAP server.
#[derive(Args, Debug)]
#[command(after_help = section(ADD))]
pub(crate) struct Add {
    /// Name of the entry.
    pub(crate) name: String,

    /// Host name or address of the server.
    #[arg(long, value_hint = ValueHint::Hostname)]
    pub(crate) host: Reference,

    /// TCP port; without it 389, and 636 for ldaps.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) port: Option<u16>,

    /// How the connection is protected.
    #[arg(long, value_name = "HOW", default_value = "ldaps", value_parser = choice(ENCRYPTIONS, LdapEncryption::as_str))]
    pub(crate) encryption: LdapEncryption,

    /// Distinguished name below which is searched.
    #[arg(long, value_name = "DN", default_value = "")]
    pub(crate) base: String,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Change an LDAP server; what is not named stays.
///
/// A port that was the default goes with the protection.
#[derive(Args, Debug)]
#[command(after_help = section(SET))]
pub(crate) struct Set {
    /// Name of the entry.
    pub(crate) name: String,

    /// Another host name or address.
    #[arg(long, value_hint = ValueHint::Hostname)]
    pub(crate) host: Option<Reference>,

    /// Another TCP port.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..))]
    pub(crate) port: Option<u16>,

    /// How the connection is protected.
    #[arg(long, value_name = "HOW", value_parser = choice(ENCRYPTIONS, LdapEncryption::as_str))]
    pub(crate) encryption: Option<LdapEncryption>,

    /// Distinguished name below which is searched.
    #[arg(long, value_name = "DN")]
    pub(crate) base: Option<String>,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// List the LDAP servers.
#[derive(Args, Debug)]
#[command(after_help = section(LIST))]
pub(crate) struct List {
    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Remove an LDAP server.
#[derive(Args, Debug)]
#[command(after_help = section(REMOVE))]
pub(crate) struct Remove {
    /// Name of the entry.
    pub(crate) name: String,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Examples of `ldap add`.
pub(crate) const ADD: &[Example] = &[Example {
    purpose: "A directory by TLS, on port 636",
    command: "certctl ldap add directory --host ldap.example.com --base dc=example,dc=com",
}];

/// Examples of `ldap set`.
pub(crate) const SET: &[Example] = &[Example {
    purpose: "StartTLS on port 389 instead",
    command: "certctl ldap add directory --host ldap.example.com\n  certctl ldap set directory --encryption starttls",
}];

/// Examples of `ldap list`.
pub(crate) const LIST: &[Example] = &[Example {
    purpose: "All servers, with what is staged",
    command: "certctl ldap list",
}];

/// Examples of `ldap remove`.
pub(crate) const REMOVE: &[Example] = &[Example {
    purpose: "A server that is no longer needed",
    command: "certctl ldap add old --host ldap.example.com\n  certctl ldap remove old",
}];
