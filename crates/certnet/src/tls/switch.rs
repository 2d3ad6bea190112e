//! Settings of a TLS service that are on or off: renegotiation and the checks of the peer.

use std::{fmt, str::FromStr};

use certcore::error_names;
use serde::{Deserialize, Serialize};
use thiserror::Error;

/// Whether a client may start a new handshake on a connection that stands (RFC 5746). TLS 1.2 and older only.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum Renegotiation {
    /// It may: `on`.
    #[serde(rename = "on")]
    Allowed,
    /// It may not: `off`.
    #[serde(rename = "off")]
    Refused,
}

/// Whether a check of the peer is made.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
pub enum PeerCheck {
    /// It is made, and a peer that fails is refused: `on`.
    #[serde(rename = "on")]
    Required,
    /// It is not made: `off`.
    #[serde(rename = "off")]
    Skipped,
}

/// What a client checks in its peer's certificate.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct PeerChecks {
    /// That its names are fully qualified and that one of them is the peer's (RFC 9525).
    pub fqdn: PeerCheck,
    /// That it keeps to the rules for certificates and their chain (RFC 5280).
    pub x509: PeerCheck,
}

impl PeerChecks {
    /// Both.
    pub const REQUIRED: Self = Self {
        fqdn: PeerCheck::Required,
        x509: PeerCheck::Required,
    };
    /// None.
    pub const SKIPPED: Self = Self {
        fqdn: PeerCheck::Skipped,
        x509: PeerCheck::Skipped,
    };
}

impl fmt::Display for Renegotiation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Allowed => "on",
            Self::Refused => "off",
        })
    }
}

impl fmt::Display for PeerCheck {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Required => "on",
            Self::Skipped => "off",
        })
    }
}

impl FromStr for Renegotiation {
    type Err = NeitherOnNorOff;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        read(text, Self::Allowed, Self::Refused)
    }
}

impl FromStr for PeerCheck {
    type Err = NeitherOnNorOff;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        read(text, Self::Required, Self::Skipped)
    }
}

/// A text that is neither `on` nor `off`.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("'{}' is neither on nor off", .text.escape_debug())]
pub struct NeitherOnNorOff {
    /// The text as it was given.
    pub text: String,
}

error_names!(NeitherOnNorOff {
    _ => "neither-on-nor-off", "A setting of TLS can only be on or off.";
});

fn read<T>(text: &str, on: T, off: T) -> Result<T, NeitherOnNorOff> {
    if text.eq_ignore_ascii_case("on") {
        Ok(on)
    } else if text.eq_ignore_ascii_case("off") {
        Ok(off)
    } else {
        Err(NeitherOnNorOff {
            text: text.to_owned(),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn on_and_off_read_back() {
        for setting in [Renegotiation::Allowed, Renegotiation::Refused] {
            assert_eq!(setting.to_string().parse(), Ok(setting));
        }
        for setting in [PeerCheck::Required, PeerCheck::Skipped] {
            assert_eq!(setting.to_string().parse(), Ok(setting));
        }
        assert!("yes".parse::<Renegotiation>().is_err());
    }

    #[test]
    fn checks_are_on_and_off_in_json() {
        let json = serde_json::to_string(&PeerChecks {
            fqdn: PeerCheck::Required,
            x509: PeerCheck::Skipped,
        })
        .expect("serialises");
        assert_eq!(json, r#"{"fqdn":"on","x509":"off"}"#);
        assert!(serde_json::from_str::<PeerChecks>(r#"{"fqdn":"on"}"#).is_err());
    }
}
