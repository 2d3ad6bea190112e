//! The services that have TLS settings of their own.

use std::{fmt, str::FromStr};

use certcore::error_names;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// What TLS settings are set for.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum TlsService {
    /// Administration by HTTPS.
    Gui,
    /// SMTP from other servers.
    Inbound,
    /// SMTP to other servers.
    Outbound,
    /// The other clients: LDAP, updater, SMTP call-ahead, remote syslog.
    Other,
}

/// Which end of the connection a service is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Side {
    /// It accepts connections.
    Server,
    /// It opens connections.
    Client,
}

impl TlsService {
    /// Every service.
    pub const ALL: [Self; 4] = [Self::Gui, Self::Inbound, Self::Outbound, Self::Other];

    /// Which end of the connection it is. Servers have a setting for renegotiation, clients have checks of the peer.
    pub const fn side(self) -> Side {
        match self {
            Self::Gui | Self::Inbound => Side::Server,
            Self::Outbound | Self::Other => Side::Client,
        }
    }

    /// The name that [`FromStr`] reads.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Gui => "gui",
            Self::Inbound => "inbound",
            Self::Outbound => "outbound",
            Self::Other => "other",
        }
    }
}

impl fmt::Display for TlsService {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for TlsService {
    type Err = UnknownTlsService;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|service| service.as_str().eq_ignore_ascii_case(text))
            .ok_or_else(|| UnknownTlsService {
                name: text.to_owned(),
            })
    }
}

/// A name that is no service with TLS settings.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("'{}' has no TLS settings; choose from gui, inbound, outbound and other", .name.escape_debug())]
pub struct UnknownTlsService {
    /// The name as it was given.
    pub name: String,
}

error_names!(UnknownTlsService {
    _ => "tls-service-unknown", "A service was named that has no TLS settings.";
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_service_reads_back_from_its_name() {
        for service in TlsService::ALL {
            assert_eq!(service.as_str().parse(), Ok(service));
            let json = serde_json::to_string(&service).expect("serialises");
            assert_eq!(json, format!("\"{service}\""));
        }
        assert!("ldap".parse::<TlsService>().is_err());
    }
}
