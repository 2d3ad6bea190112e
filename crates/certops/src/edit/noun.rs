//! Which kind of entry a type is.

use certnet::tls::TlsSettings;
use certstore::entry::{
    Alerts, BodyError, CaList, Destination, DestinationSettings, Entry, Interface, Kind, LdapServer,
    LdapSettings, Listener, Machine, MailFlowPolicy, Profile, SenderGroup, UrlFiltering,
};

/// A type of entry, which knows its kind.
pub trait Noun: Into<Entry> + TryFrom<Entry, Error = BodyError> + Clone + Send {
    /// The kind.
    const KIND: Kind;
}

macro_rules! nouns {
    ($($type:ty => $kind:ident,)*) => {
        $(impl Noun for $type {
            const KIND: Kind = Kind::$kind;
        })*
    };
}

nouns! {
    Machine => Machine,
    Profile => Profile,
    CaList => CaList,
    TlsSettings => Tls,
    Interface => Interface,
    MailFlowPolicy => MailFlowPolicy,
    Listener => Listener,
    SenderGroup => SenderGroup,
    DestinationSettings => DestinationSettings,
    Destination => Destination,
    LdapSettings => LdapSettings,
    LdapServer => Ldap,
    UrlFiltering => UrlFiltering,
    Alerts => Alerts,
}
