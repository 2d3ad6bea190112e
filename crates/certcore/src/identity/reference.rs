//! The identity that a certificate is asked for (RFC 9525 §6.2).

use core::net::IpAddr;
use std::{fmt, str::FromStr};

use crate::host::{HostName, HostNameError};

/// A host name or an address, as the client knows its peer.
///
/// ```
/// use certcore::identity::Reference;
///
/// assert!(matches!("mail.example.com".parse(), Ok(Reference::Host(_))));
/// assert!(matches!("2001:db8::25".parse(), Ok(Reference::Address(_))));
/// ```
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Reference {
    /// A host name (DNS-ID).
    Host(HostName),
    /// An address (IP-ID).
    Address(IpAddr),
}

impl Reference {
    /// Reads what was stored; a host name is judged by its form only, see [`HostName::stored`].
    ///
    /// # Errors
    ///
    /// [`HostNameError`] with the name and the reason.
    pub fn stored(text: &str) -> Result<Self, HostNameError> {
        match text.parse() {
            Ok(address) => Ok(Self::Address(address)),
            Err(_) => HostName::stored(text).map(Self::Host),
        }
    }
}

impl FromStr for Reference {
    type Err = HostNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.parse() {
            Ok(address) => Ok(Self::Address(address)),
            Err(_) => HostName::parse(text).map(Self::Host),
        }
    }
}

impl fmt::Display for Reference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Host(host) => host.fmt(formatter),
            Self::Address(address) => address.fmt(formatter),
        }
    }
}

impl From<HostName> for Reference {
    fn from(host: HostName) -> Self {
        Self::Host(host)
    }
}

impl From<IpAddr> for Reference {
    fn from(address: IpAddr) -> Self {
        Self::Address(address)
    }
}
