//! Sender groups and mail flow policies: the host access table of a listener.

use serde::{Deserialize, Serialize};

use super::{name, sender::Sender, switch::Switch, text};

/// Senders of a listener that share a mail flow policy.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SenderGroup {
    /// Who belongs to it.
    #[serde(with = "text::list", default)]
    pub senders: Vec<Sender>,
    /// The policy.
    #[serde(deserialize_with = "name::policy")]
    pub policy: String,
}

/// What a sender may do.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct MailFlowPolicy {
    /// TLS.
    pub tls: PolicyTls,
    /// Whether a client certificate is verified: under `preferred` an invalid one is refused, under `required` a valid
    /// one is a must.
    #[serde(default)]
    pub verify_client: Switch,
}

/// Inbound TLS of a mail flow policy.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum PolicyTls {
    /// STARTTLS is not offered.
    Off,
    /// STARTTLS is offered.
    Preferred,
    /// Before STARTTLS only NOOP, EHLO, STARTTLS and QUIT are answered (RFC 3207 §4).
    Required,
}

impl PolicyTls {
    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Preferred => "preferred",
            Self::Required => "required",
        }
    }
}
