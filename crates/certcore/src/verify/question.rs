//! What is asked of a chain: for whom, for which side of TLS, when, and on whose word.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::{
    diagnostic::error_names,
    identity::{CommonName, Reference},
    x509::Purpose,
};

/// A question about a chain.
///
/// ```
/// use certcore::{host::HostName, verify::{Question, Role}};
///
/// let time = "2026-06-01T00:00:00Z".parse().unwrap();
/// let host: HostName = "mail.example.com".parse().unwrap();
/// let question = Question::new(Role::Server, time).for_peer(host);
/// # let _ = question;
/// ```
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Question {
    pub(super) role: Role,
    pub(super) time: DateTime<Utc>,
    pub(super) peer: Option<Reference>,
    pub(super) common_name: CommonName,
    pub(super) anchors: AnchorRule,
}

impl Question {
    /// Is the chain good for this side of TLS at this time? Fractions of a second do not count.
    ///
    /// No name is asked for, the common name does not count, and anchors are roots.
    pub fn new(role: Role, time: DateTime<Utc>) -> Self {
        Self {
            role,
            time: DateTime::from_timestamp(time.timestamp(), 0).unwrap_or(time),
            peer: None,
            common_name: CommonName::Ignore,
            anchors: AnchorRule::Roots,
        }
    }

    /// Does the leaf name this host or address, too (RFC 9525 §6)?
    #[must_use]
    pub fn for_peer(mut self, peer: impl Into<Reference>) -> Self {
        self.peer = Some(peer.into());
        self
    }

    /// Whether a common name may stand in for a missing dNSName.
    #[must_use]
    pub fn common_name(mut self, common_name: CommonName) -> Self {
        self.common_name = common_name;
        self
    }

    /// Which anchors end a path.
    #[must_use]
    pub fn anchors(mut self, rule: AnchorRule) -> Self {
        self.anchors = rule;
        self
    }
}

/// The side of a TLS connection that presents the chain.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Role {
    /// The server: the purpose is serverAuth.
    Server,
    /// The client: the purpose is clientAuth.
    Client,
}

impl Role {
    /// Both sides.
    pub const ALL: [Self; 2] = [Self::Server, Self::Client];

    /// The extended key usage that this side needs (RFC 5280 §4.2.1.12).
    pub const fn purpose(self) -> Purpose {
        match self {
            Self::Server => Purpose::ServerAuth,
            Self::Client => Purpose::ClientAuth,
        }
    }

    /// The name that [`FromStr`] reads.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Server => "server",
            Self::Client => "client",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = UnknownRole;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|role| role.as_str().eq_ignore_ascii_case(text))
            .ok_or_else(|| UnknownRole {
                name: text.to_owned(),
            })
    }
}

/// A name that is no side of TLS.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("'{}' is not a side of TLS; choose server or client", .name.escape_debug())]
pub struct UnknownRole {
    /// The name as it was given.
    pub name: String,
}

error_names!(UnknownRole {
    _ => "role-unknown", "A side of TLS was named that does not exist.";
});

/// Which of the anchors end a path.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum AnchorRule {
    /// Only those that signed themselves. A self-signed leaf is its own root.
    #[default]
    Roots,
    /// Every one: an intermediate, and even a leaf, is trusted as it is (OpenSSL calls this a partial chain).
    AnyCertificate,
}
