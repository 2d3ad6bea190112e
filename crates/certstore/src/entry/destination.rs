//! Destinations: domains with their outbound TLS.

use std::{fmt, str::FromStr};

use certcore::{error_names, host::HostName};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{name, switch::Switch};

/// A domain with its outbound TLS.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Destination {
    /// TLS towards this destination.
    pub tls: DestinationTls,
}

/// What holds for delivery as a whole.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct DestinationSettings {
    /// The profile whose certificate is shown to servers that ask for one.
    #[serde(
        default,
        deserialize_with = "name::profile",
        skip_serializing_if = "Option::is_none"
    )]
    pub profile: Option<String>,
    /// Whether somebody is told when a required TLS connection fails.
    #[serde(default)]
    pub alert_on_required_failure: Switch,
}

/// Outbound TLS.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum DestinationTls {
    /// Clear text.
    None,
    /// TLS where it is offered; clear text only before the 220 to STARTTLS.
    Preferred,
    /// TLS, or no delivery.
    Required,
    /// As preferred; whether the peer could be verified is logged.
    PreferredVerify,
    /// TLS to a verified peer, or no delivery.
    RequiredVerify,
}

impl DestinationTls {
    /// Every setting, in the appliance's order.
    pub const ALL: [Self; 5] = [
        Self::None,
        Self::Preferred,
        Self::Required,
        Self::PreferredVerify,
        Self::RequiredVerify,
    ];

    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Preferred => "preferred",
            Self::Required => "required",
            Self::PreferredVerify => "preferred-verify",
            Self::RequiredVerify => "required-verify",
        }
    }
}

/// Which destinations an entry is for.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum DestinationName {
    /// All that have no entry of their own.
    Default,
    /// One domain.
    Domain(HostName),
    /// All domains below this one; written `.example.com`.
    Below(HostName),
}

impl fmt::Display for DestinationName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => formatter.write_str("default"),
            Self::Domain(domain) => write!(formatter, "{domain}"),
            Self::Below(domain) => write!(formatter, ".{domain}"),
        }
    }
}

impl FromStr for DestinationName {
    type Err = DestinationNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.eq_ignore_ascii_case("default") {
            return Ok(Self::Default);
        }
        match text.strip_prefix('.') {
            Some(domain) => domain.parse().map(Self::Below),
            None => text.parse().map(Self::Domain),
        }
        .map_err(|_| DestinationNameError {
            text: text.chars().take(100).collect(),
        })
    }
}

/// A text names no destination.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("'{}' is no destination; write a domain, '.domain' for all hosts below it, or 'default'", .text.escape_debug())]
pub struct DestinationNameError {
    /// The text as it was given, at most a hundred characters of it.
    pub text: String,
}

error_names!(DestinationNameError {
    _ => "destination-name-invalid", "A text is no domain, no .domain and not the word default.";
});
