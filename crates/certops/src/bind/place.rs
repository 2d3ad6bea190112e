//! Where a profile can be bound.

use std::fmt;

use certcore::x509::Purpose;
use certstore::entry::{
    DestinationSettings, EntryId, EntryIdError, Interface, Kind, LdapSettings, Listener, UrlFiltering,
};

use crate::edit::Noun;

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
            Self::Inbound { .. } => Listener::KIND,
            Self::Outbound => DestinationSettings::KIND,
            Self::Https { .. } => Interface::KIND,
            Self::Ldap => LdapSettings::KIND,
            Self::UrlFiltering => UrlFiltering::KIND,
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
