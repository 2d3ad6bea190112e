//! Destinations: domains with their outbound TLS.

use serde::{Deserialize, Serialize};

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
