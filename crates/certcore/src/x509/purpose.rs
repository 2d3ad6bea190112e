//! What a key may be used for (RFC 5280 §4.2.1.12), and which use each service needs.

use std::{fmt, str::FromStr};

use thiserror::Error;

use crate::diagnostic::error_names;

/// An extended key usage.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Purpose {
    /// anyExtendedKeyUsage
    Any,
    /// id-kp-serverAuth: the server side of TLS.
    ServerAuth,
    /// id-kp-clientAuth: the client side of TLS.
    ClientAuth,
    /// id-kp-codeSigning
    CodeSigning,
    /// id-kp-emailProtection
    EmailProtection,
    /// id-kp-timeStamping
    TimeStamping,
    /// id-kp-OCSPSigning
    OcspSigning,
    /// Any other usage, by its dotted object identifier.
    Other(String),
}

impl fmt::Display for Purpose {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Any => "anyExtendedKeyUsage",
            Self::ServerAuth => "serverAuth",
            Self::ClientAuth => "clientAuth",
            Self::CodeSigning => "codeSigning",
            Self::EmailProtection => "emailProtection",
            Self::TimeStamping => "timeStamping",
            Self::OcspSigning => "OCSPSigning",
            Self::Other(oid) => oid,
        })
    }
}

/// A service of a mail gateway that uses a certificate.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Service {
    /// SMTP from other servers, with STARTTLS.
    Inbound,
    /// SMTP to other servers, with STARTTLS.
    Outbound,
    /// Administration.
    Https,
    /// Recipient look-ups in a directory.
    Ldap,
}

impl Service {
    /// Every service.
    pub const ALL: [Self; 4] = [Self::Inbound, Self::Outbound, Self::Https, Self::Ldap];

    /// The usage that a certificate of this service needs.
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::Inbound | Self::Https => Purpose::ServerAuth,
            Self::Outbound | Self::Ldap => Purpose::ClientAuth,
        }
    }

    /// The name that [`FromStr`] reads.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Inbound => "inbound",
            Self::Outbound => "outbound",
            Self::Https => "https",
            Self::Ldap => "ldap",
        }
    }
}

impl fmt::Display for Service {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for Service {
    type Err = UnknownService;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|service| service.as_str().eq_ignore_ascii_case(text))
            .ok_or_else(|| UnknownService {
                name: text.to_owned(),
            })
    }
}

/// A name that is no service.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("'{}' is not a service; choose from inbound, outbound, https and ldap", .name.escape_debug())]
pub struct UnknownService {
    /// The name as it was given.
    pub name: String,
}

error_names!(UnknownService {
    _ => "service-unknown", "A service was named that does not exist.";
});
