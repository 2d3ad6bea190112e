//! An entry of any kind, and how it is stored.

use std::collections::BTreeSet;

use certcore::{error_names, fingerprint::Fingerprint};
use certnet::tls::TlsSettings;
use serde_json::Value;
use thiserror::Error;

use super::{
    alerts::Alerts,
    ca_list::CaList,
    destination::{Destination, DestinationSettings},
    host_access::{MailFlowPolicy, SenderGroup},
    id::{EntryId, EntryIdError},
    interface::Interface,
    kind::Kind,
    ldap::{LdapServer, LdapSettings},
    listener::Listener,
    machine::Machine,
    profile::Profile,
    url_filtering::UrlFiltering,
};

/// The certificates, requests and keys that an entry holds, by fingerprint.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Material {
    /// Certificates.
    pub certificates: BTreeSet<Fingerprint>,
    /// Requests.
    pub requests: BTreeSet<Fingerprint>,
    /// Private keys, by their public halves.
    pub keys: BTreeSet<Fingerprint>,
}

impl Material {
    /// Each fingerprint with what it is of: `certificate`, `request` or `key`.
    pub fn listed(&self) -> impl Iterator<Item = (&'static str, Fingerprint)> + '_ {
        let certificates = self.certificates.iter().map(|one| ("certificate", *one));
        let requests = self.requests.iter().map(|one| ("request", *one));
        let keys = self.keys.iter().map(|one| ("key", *one));
        certificates.chain(requests).chain(keys)
    }

    /// Takes in what another holds.
    pub fn extend(&mut self, other: Self) {
        self.certificates.extend(other.certificates);
        self.requests.extend(other.requests);
        self.keys.extend(other.keys);
    }
}

/// Writes the enum once: the variant, the type and the kind go together.
macro_rules! entries {
    ($($kind:ident => $type:ty,)*) => {
        /// An entry of any kind.
        #[derive(Clone, Debug, Eq, PartialEq)]
        pub enum Entry {
            $(#[doc = concat!("See [`", stringify!($type), "`].")] $kind($type),)*
        }

        impl Entry {
            /// Its kind.
            pub const fn kind(&self) -> Kind {
                match self { $(Self::$kind(_) => Kind::$kind,)* }
            }

            /// As JSON.
            ///
            /// # Errors
            ///
            /// [`BodyError`] when the value is no JSON, which would be a bug.
            pub fn to_json(&self) -> Result<Value, BodyError> {
                match self { $(Self::$kind(entry) => serde_json::to_value(entry),)* }
                    .map_err(|error| BodyError { kind: self.kind(), reason: error.to_string() })
            }

            fn of_kind(kind: Kind, value: Value) -> Result<Self, BodyError> {
                match kind { $(Kind::$kind => serde_json::from_value(value).map(Self::$kind),)* }
                    .map_err(|error| BodyError { kind, reason: error.to_string() })
            }
        }

        $(impl From<$type> for Entry {
            fn from(entry: $type) -> Self {
                Self::$kind(entry)
            }
        })*

        $(impl TryFrom<Entry> for $type {
            type Error = BodyError;

            fn try_from(entry: Entry) -> Result<Self, Self::Error> {
                match entry {
                    Entry::$kind(entry) => Ok(entry),
                    other => Err(BodyError {
                        kind: Kind::$kind,
                        reason: format!("it is a {}", other.kind()),
                    }),
                }
            }
        })*
    };
}

entries! {
    Machine => Machine,
    Profile => Profile,
    CaList => CaList,
    Tls => TlsSettings,
    Interface => Interface,
    MailFlowPolicy => MailFlowPolicy,
    Listener => Listener,
    SenderGroup => SenderGroup,
    DestinationSettings => DestinationSettings,
    Destination => Destination,
    LdapSettings => LdapSettings,
    Ldap => LdapServer,
    UrlFiltering => UrlFiltering,
    Alerts => Alerts,
}

impl Entry {
    /// What the entry `id` says, from JSON.
    ///
    /// # Errors
    ///
    /// [`BodyError`] when a field is missing, unknown or holds what its type does not allow, or what the entry of this
    /// name cannot say.
    pub fn from_json(id: &EntryId, value: Value) -> Result<Self, BodyError> {
        let entry = Self::of_kind(id.kind(), value)?;
        let misfit = match &entry {
            Self::CaList(list) if id.name() == "system" && !list.certificates.is_empty() => {
                "the list 'system' is what the operating system trusts, and holds no certificates of its own"
            }
            Self::Tls(settings) if settings.service().to_string() != id.name() => {
                "these are the settings of another service"
            }
            _ => return Ok(entry),
        };
        Err(BodyError {
            kind: id.kind(),
            reason: misfit.to_owned(),
        })
    }

    /// Refuses what could be written as the entry `id`, and not be read again.
    ///
    /// # Errors
    ///
    /// [`Unfit`].
    pub fn confirm(&self, id: &EntryId) -> Result<(), Unfit> {
        self.named(id).into_iter().try_for_each(|named| named.map(drop))?;
        Self::from_json(id, self.to_json()?)?;
        Ok(())
    }

    /// The entries that this one names, and that must be there with it.
    pub fn references(&self, id: &EntryId) -> BTreeSet<EntryId> {
        // No name is dropped here: one that nothing can have is refused when an entry is read and when it is staged.
        self.named(id).into_iter().flatten().collect()
    }

    /// Each entry that it names, or why nothing can have the name.
    fn named(&self, id: &EntryId) -> Vec<Result<EntryId, EntryIdError>> {
        let profiles =
            |names: &[String]| -> Vec<_> { names.iter().map(|name| EntryId::profile(name)).collect() };
        match self {
            Self::Interface(interface) => {
                let https = interface.https.as_ref();
                https.map(|https| profiles(&https.profiles)).unwrap_or_default()
            }
            Self::Listener(listener) => {
                let groups = listener.sender_groups.iter();
                let mut named = profiles(&listener.profiles);
                named.push(EntryId::new(Kind::Interface, &listener.interface));
                named.extend(groups.map(|group| EntryId::sender_group(id.name(), group)));
                named
            }
            Self::SenderGroup(group) => {
                let listener = id.name().split_once('/').map(|(listener, _)| listener);
                let listener = listener.map(|listener| EntryId::new(Kind::Listener, listener));
                let policy = EntryId::new(Kind::MailFlowPolicy, &group.policy);
                listener.into_iter().chain([policy]).collect()
            }
            Self::DestinationSettings(settings) => profiles(settings.profile.as_slice()),
            Self::LdapSettings(settings) => profiles(settings.profile.as_slice()),
            Self::UrlFiltering(settings) => profiles(settings.profile.as_slice()),
            Self::Machine(_)
            | Self::Profile(_)
            | Self::CaList(_)
            | Self::Tls(_)
            | Self::MailFlowPolicy(_)
            | Self::Destination(_)
            | Self::Ldap(_)
            | Self::Alerts(_) => Vec::new(),
        }
    }

    /// The certificates, requests and keys that it holds.
    pub fn material(&self) -> Material {
        match self {
            Self::Profile(profile) => Material {
                certificates: profile.served().collect(),
                requests: profile.request.iter().map(|pending| pending.request).collect(),
                keys: profile.keys().collect(),
            },
            Self::CaList(list) => Material {
                certificates: list.certificates.iter().copied().collect(),
                ..Material::default()
            },
            _ => Material::default(),
        }
    }
}

/// A stored value is no entry of its kind.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("this is no {kind}: {reason}")]
pub struct BodyError {
    /// The kind that it should be.
    pub kind: Kind,
    /// What is wrong with it.
    pub reason: String,
}

error_names!(BodyError {
    _ => "entry-malformed", "A value is no configuration entry of its kind.";
});

/// What an entry says could be written, and not be read again.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum Unfit {
    /// It names what nothing can be named.
    #[error(transparent)]
    Name(#[from] EntryIdError),
    /// It says what no entry of its kind and name can.
    #[error(transparent)]
    Body(#[from] BodyError),
}

error_names!(Unfit {
    @via Self::Name(error) => error;
    @via Self::Body(error) => error;
});

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// A label that was an A-label to another release of the tables of IDNA.
    #[test]
    fn host_names_of_a_stored_entry_are_judged_by_their_form() {
        const HOST: &str = "xn--99999999.example";
        for (kind, name, value) in [
            (Kind::Machine, "machine", json!({"host_name": HOST})),
            (
                Kind::Interface,
                "a",
                json!({"address": "192.0.2.1", "host_name": HOST}),
            ),
            (
                Kind::Ldap,
                "a",
                json!({"host": HOST, "port": 389, "encryption": "none"}),
            ),
            (
                Kind::SenderGroup,
                "a/b",
                json!({"senders": [HOST, format!(".{HOST}")], "policy": "p"}),
            ),
            (
                Kind::Alerts,
                "alerts",
                json!({"recipients": [format!("a@{HOST}")], "expiry": "on"}),
            ),
        ] {
            let id = EntryId::new(kind, name).unwrap();
            let entry = Entry::from_json(&id, value).unwrap();
            assert_eq!(entry.confirm(&id), Ok(()));
        }
    }
}
