//! `certctl bind` and `certctl unbind`

use certops::bind::Place;
use clap::{Args, Subcommand};

use super::{
    example::{Example, section},
    store::StoreArguments,
};

/// Let a service use profiles, in place of those it used.
#[derive(Debug, Subcommand)]
pub(crate) enum Bind {
    /// SMTP from other servers, on one listener.
    ///
    /// Several profiles serve several kinds of key, or several server names; the first one is for clients that name none.
    #[command(after_help = section(BIND_INBOUND))]
    Inbound(ListenerTo),
    /// SMTP to other servers, for all destinations.
    #[command(after_help = section(BIND_OUTBOUND))]
    Outbound(Global),
    /// Administration by HTTPS, on one interface.
    ///
    /// Several profiles serve several kinds of key, or several server names; the first one is for clients that name none.
    #[command(after_help = section(BIND_HTTPS))]
    Https(InterfaceTo),
    /// LDAP, for all servers.
    #[command(after_help = section(BIND_LDAP))]
    Ldap(Global),
    /// URL filtering.
    #[command(after_help = section(BIND_URL_FILTERING))]
    UrlFiltering(Global),
}

/// Let a service no longer use profiles.
#[derive(Debug, Subcommand)]
pub(crate) enum Unbind {
    /// SMTP from other servers, on one listener.
    #[command(after_help = section(UNBIND_INBOUND))]
    Inbound(ListenerFrom),
    /// SMTP to other servers.
    #[command(after_help = section(UNBIND_OUTBOUND))]
    Outbound(From),
    /// Administration by HTTPS, on one interface.
    #[command(after_help = section(UNBIND_HTTPS))]
    Https(InterfaceFrom),
    /// LDAP.
    #[command(after_help = section(UNBIND_LDAP))]
    Ldap(From),
    /// URL filtering.
    #[command(after_help = section(UNBIND_URL_FILTERING))]
    UrlFiltering(From),
}

/// A listener and its profiles.
#[derive(Args, Debug)]
pub(crate) struct ListenerTo {
    /// Name of the listener.
    listener: String,

    /// Names of the profiles.
    #[arg(value_name = "PROFILE", required = true)]
    profiles: Vec<String>,

    #[command(flatten)]
    store: StoreArguments,
}

/// An interface and its profiles.
#[derive(Args, Debug)]
pub(crate) struct InterfaceTo {
    /// Name of the interface.
    interface: String,

    /// Names of the profiles.
    #[arg(value_name = "PROFILE", required = true)]
    profiles: Vec<String>,

    #[command(flatten)]
    store: StoreArguments,
}

/// The one profile of a service.
#[derive(Args, Debug)]
pub(crate) struct Global {
    /// Name of the profile.
    profile: String,

    #[command(flatten)]
    store: StoreArguments,
}

/// A listener, and profiles that it shall no longer use.
#[derive(Args, Debug)]
pub(crate) struct ListenerFrom {
    /// Name of the listener.
    listener: String,

    /// Names of the profiles; without any, all of them.
    #[arg(value_name = "PROFILE")]
    profiles: Vec<String>,

    #[command(flatten)]
    store: StoreArguments,
}

/// An interface, and profiles that it shall no longer use.
#[derive(Args, Debug)]
pub(crate) struct InterfaceFrom {
    /// Name of the interface.
    interface: String,

    /// Names of the profiles; without any, all of them.
    #[arg(value_name = "PROFILE")]
    profiles: Vec<String>,

    #[command(flatten)]
    store: StoreArguments,
}

/// A service that shall have no profile.
#[derive(Args, Debug)]
pub(crate) struct From {
    #[command(flatten)]
    store: StoreArguments,
}

/// What is bound where.
#[derive(Debug)]
pub(crate) struct Binding<'a> {
    /// Where.
    pub(crate) place: Place,
    /// The profiles.
    pub(crate) profiles: Vec<String>,
    /// The store.
    pub(crate) store: &'a StoreArguments,
}

impl Bind {
    /// What shall be bound where.
    pub(crate) fn binding(&self) -> Binding<'_> {
        match self {
            Self::Inbound(arguments) => inbound(&arguments.listener, &arguments.profiles, &arguments.store),
            Self::Https(arguments) => https(&arguments.interface, &arguments.profiles, &arguments.store),
            Self::Outbound(arguments) => global(Place::Outbound, arguments),
            Self::Ldap(arguments) => global(Place::Ldap, arguments),
            Self::UrlFiltering(arguments) => global(Place::UrlFiltering, arguments),
        }
    }
}

impl Unbind {
    /// What shall no longer be bound where; no profile means all of them.
    pub(crate) fn binding(&self) -> Binding<'_> {
        match self {
            Self::Inbound(arguments) => inbound(&arguments.listener, &arguments.profiles, &arguments.store),
            Self::Https(arguments) => https(&arguments.interface, &arguments.profiles, &arguments.store),
            Self::Outbound(arguments) => all(Place::Outbound, arguments),
            Self::Ldap(arguments) => all(Place::Ldap, arguments),
            Self::UrlFiltering(arguments) => all(Place::UrlFiltering, arguments),
        }
    }
}

fn inbound<'a>(listener: &str, profiles: &[String], store: &'a StoreArguments) -> Binding<'a> {
    Binding {
        place: Place::Inbound {
            listener: listener.to_owned(),
        },
        profiles: profiles.to_vec(),
        store,
    }
}

fn https<'a>(interface: &str, profiles: &[String], store: &'a StoreArguments) -> Binding<'a> {
    Binding {
        place: Place::Https {
            interface: interface.to_owned(),
        },
        profiles: profiles.to_vec(),
        store,
    }
}

const fn all(place: Place, from: &From) -> Binding<'_> {
    Binding {
        place,
        profiles: Vec::new(),
        store: &from.store,
    }
}

fn global(place: Place, arguments: &Global) -> Binding<'_> {
    Binding {
        place,
        profiles: vec![arguments.profile.clone()],
        store: &arguments.store,
    }
}

/// Examples of `bind inbound`.
pub(crate) const BIND_INBOUND: &[Example] = &[Example {
    purpose: "The demo profile for a listener",
    command: "certctl bind inbound IncomingMail Demo",
}];

/// Examples of `bind outbound`.
pub(crate) const BIND_OUTBOUND: &[Example] = &[Example {
    purpose: "The certificate that is shown to servers that ask for one",
    command: "certctl bind outbound Demo",
}];

/// Examples of `bind https`.
pub(crate) const BIND_HTTPS: &[Example] = &[Example {
    purpose: "The certificate of the administration",
    command: "certctl bind https Management Demo",
}];

/// Examples of `bind ldap`.
pub(crate) const BIND_LDAP: &[Example] = &[Example {
    purpose: "The certificate that is shown to directories that ask for one",
    command: "certctl bind ldap Demo",
}];

/// Examples of `bind url-filtering`.
pub(crate) const BIND_URL_FILTERING: &[Example] = &[Example {
    purpose: "The certificate that authenticates this machine to the service",
    command: "certctl bind url-filtering Demo",
}];

/// Examples of `unbind inbound`.
pub(crate) const UNBIND_INBOUND: &[Example] = &[Example {
    purpose: "One profile of several, or the only one",
    command: "certctl unbind inbound IncomingMail Demo",
}];

/// Examples of `unbind outbound`.
pub(crate) const UNBIND_OUTBOUND: &[Example] = &[Example {
    purpose: "Show no certificate to other servers",
    command: "certctl unbind outbound",
}];

/// Examples of `unbind https`.
pub(crate) const UNBIND_HTTPS: &[Example] = &[Example {
    purpose: "All profiles of an interface",
    command: "certctl unbind https Management",
}];

/// Examples of `unbind ldap`.
pub(crate) const UNBIND_LDAP: &[Example] = &[Example {
    purpose: "Show no certificate to directories",
    command: "certctl unbind ldap",
}];

/// Examples of `unbind url-filtering`.
pub(crate) const UNBIND_URL_FILTERING: &[Example] = &[Example {
    purpose: "No certificate for URL filtering",
    command: "certctl unbind url-filtering",
}];
