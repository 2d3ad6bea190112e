//! The kinds of entries.

use std::{fmt, str::FromStr};

use certcore::error_names;
use thiserror::Error;

/// What an entry is about.
///
/// The order is the one in which a configuration is shown: what others refer to comes first.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Kind {
    /// The machine itself.
    Machine,
    /// A certificate profile.
    Profile,
    /// A list of trusted authorities, `system` or `custom`.
    CaList,
    /// TLS versions and ciphers of a service.
    Tls,
    /// A named address with a host name.
    Interface,
    /// What a sender may do.
    MailFlowPolicy,
    /// An SMTP port on an interface.
    Listener,
    /// Senders of a listener that share a policy.
    SenderGroup,
    /// What holds for delivery as a whole.
    DestinationSettings,
    /// A domain with its outbound TLS.
    Destination,
    /// What holds for all LDAP servers.
    LdapSettings,
    /// An LDAP server.
    Ldap,
    /// The URL filtering service.
    UrlFiltering,
    /// Who is told of what.
    Alerts,
}

impl Kind {
    /// Every kind, in the order in which a configuration is shown.
    pub const ALL: [Self; 14] = [
        Self::Machine,
        Self::Profile,
        Self::CaList,
        Self::Tls,
        Self::Interface,
        Self::MailFlowPolicy,
        Self::Listener,
        Self::SenderGroup,
        Self::DestinationSettings,
        Self::Destination,
        Self::LdapSettings,
        Self::Ldap,
        Self::UrlFiltering,
        Self::Alerts,
    ];

    /// The stable name, as in JSON and on the command line.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Machine => "machine",
            Self::Profile => "profile",
            Self::CaList => "ca-list",
            Self::Tls => "tls",
            Self::Interface => "interface",
            Self::MailFlowPolicy => "policy",
            Self::Listener => "listener",
            Self::SenderGroup => "sender-group",
            Self::DestinationSettings => "destination-settings",
            Self::Destination => "destination",
            Self::LdapSettings => "ldap-settings",
            Self::Ldap => "ldap",
            Self::UrlFiltering => "url-filtering",
            Self::Alerts => "alerts",
        }
    }

    /// Whether there is exactly one entry of this kind, so that it needs no name.
    pub const fn is_single(self) -> bool {
        matches!(
            self,
            Self::Machine
                | Self::DestinationSettings
                | Self::LdapSettings
                | Self::UrlFiltering
                | Self::Alerts
        )
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.pad(self.as_str())
    }
}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == text)
            .ok_or_else(|| UnknownKind {
                text: text.chars().take(100).collect(),
            })
    }
}

/// A text names no kind of entry.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("there is no kind of entry named '{}'; the kinds are {}", .text.escape_debug(), Kind::ALL.map(Kind::as_str).join(", "))]
pub struct UnknownKind {
    /// The text as it was given.
    pub text: String,
}

error_names!(UnknownKind {
    _ => "entry-kind-unknown", "A text names no kind of configuration entry.";
});
