//! Where a profile can be bound.

use std::fmt;

use certcore::x509::Purpose;
use certnet::tls::TlsService;
use certstore::entry::{EntryId, EntryIdError, Kind};

/// Where a profile can be bound.
#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Place {
    /// SMTP from other servers, on one listener.
    Inbound {
        /// The listener.
        listener: String,
    },
    /// SMTP to other servers.
    Outbound,
    /// Administration by HTTPS, on one interface.
    Https {
        /// The interface.
        interface: String,
    },
    /// LDAP.
    Ldap,
    /// URL filtering.
    UrlFiltering,
}

impl Place {
    /// The place whose binding stands in an entry; `None` for an entry that binds no profile.
    pub fn of(entry: &EntryId) -> Option<Self> {
        let name = || entry.name().to_owned();
        match entry.kind() {
            Kind::Listener => Some(Self::Inbound { listener: name() }),
            Kind::Interface => Some(Self::Https { interface: name() }),
            Kind::DestinationSettings => Some(Self::Outbound),
            Kind::LdapSettings => Some(Self::Ldap),
            Kind::UrlFiltering => Some(Self::UrlFiltering),
            _ => None,
        }
    }

    /// The service's stable name: `inbound`, `outbound`, `https`, `ldap`, `url-filtering`.
    pub const fn service(&self) -> &'static str {
        match self {
            Self::Inbound { .. } => "inbound",
            Self::Outbound => "outbound",
            Self::Https { .. } => "https",
            Self::Ldap => "ldap",
            Self::UrlFiltering => "url-filtering",
        }
    }

    /// The listener or the interface; `None` where the binding is global.
    pub fn name(&self) -> Option<&str> {
        match self {
            Self::Inbound { listener } => Some(listener),
            Self::Https { interface } => Some(interface),
            Self::Outbound | Self::Ldap | Self::UrlFiltering => None,
        }
    }

    /// The extended key usage that a certificate needs here (RFC 5280 §4.2.1.12).
    pub const fn purpose(&self) -> Purpose {
        match self {
            Self::Inbound { .. } | Self::Https { .. } => Purpose::ServerAuth,
            Self::Outbound | Self::Ldap | Self::UrlFiltering => Purpose::ClientAuth,
        }
    }

    /// The service whose TLS settings count here.
    pub const fn tls(&self) -> TlsService {
        match self {
            Self::Inbound { .. } => TlsService::Inbound,
            Self::Https { .. } => TlsService::Gui,
            Self::Outbound => TlsService::Outbound,
            Self::Ldap | Self::UrlFiltering => TlsService::Other,
        }
    }

    /// The entry in which the binding stands.
    ///
    /// # Errors
    ///
    /// [`EntryIdError`] when no listener or interface can have the name.
    pub fn entry_id(&self) -> Result<EntryId, EntryIdError> {
        let kind = self.kind();
        EntryId::new(kind, self.name().unwrap_or(kind.as_str()))
    }

    const fn kind(&self) -> Kind {
        match self {
            Self::Inbound { .. } => Kind::Listener,
            Self::Outbound => Kind::DestinationSettings,
            Self::Https { .. } => Kind::Interface,
            Self::Ldap => Kind::LdapSettings,
            Self::UrlFiltering => Kind::UrlFiltering,
        }
    }
}

/// `inbound IncomingMail`, `outbound`.
impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.service())?;
        match self.name() {
            Some(name) => write!(formatter, " {name}"),
            None => Ok(()),
        }
    }
}

/// Who uses a profile or a certificate, in the words of `bindings`: a service, or else the entry.
///
/// `outbound`, `https Management`, `profile mail`.
pub fn user(entry: &EntryId) -> String {
    Place::of(entry).map_or_else(|| entry.to_string(), |place| place.to_string())
}

/// The users of an entry behind one another: of a profile the services, of another entry the entries that name it.
pub fn users_of<'e>(used: &EntryId, entries: impl IntoIterator<Item = &'e EntryId>) -> String {
    if used.kind() == Kind::Profile {
        return users(entries);
    }
    let entries: Vec<String> = entries.into_iter().map(ToString::to_string).collect();
    entries.join(", ")
}

/// The users behind one another, with commas between them.
pub fn users<'e>(entries: impl IntoIterator<Item = &'e EntryId>) -> String {
    let users: Vec<String> = entries.into_iter().map(user).collect();
    users.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_is_known_by_the_entry_that_binds_and_the_other_way_round() {
        let interface = "Management".to_owned();
        for place in [
            Place::Outbound,
            Place::Ldap,
            Place::UrlFiltering,
            Place::Https { interface },
        ] {
            assert_eq!(Place::of(&place.entry_id().unwrap()), Some(place));
        }
        let profile = EntryId::profile("mail").unwrap();
        let outbound = Place::Outbound.entry_id().unwrap();
        assert_eq!(users([&profile, &outbound]), "profile mail, outbound");
    }
}
