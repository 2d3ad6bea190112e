//! Listeners: SMTP ports on interfaces.

use certcore::host::HostName;
use serde::{Deserialize, Serialize};

use super::{name, port, text};

/// An SMTP port on an interface.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Listener {
    /// The interface it listens on.
    #[serde(deserialize_with = "name::interface")]
    pub interface: String,
    /// The TCP port.
    #[serde(deserialize_with = "port::deserialize")]
    pub port: u16,
    /// Who connects to it.
    pub kind: ListenerKind,
    /// The domains it receives mail for; their MX records should name the interface's host.
    #[serde(with = "text::list", default, skip_serializing_if = "Vec::is_empty")]
    pub domains: Vec<HostName>,
    /// The profiles whose certificates are served; the first one when no server name asks for another.
    #[serde(
        default,
        deserialize_with = "name::profiles",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub profiles: Vec<String>,
    /// The sender groups in the order in which they are tried, without the listener's name.
    #[serde(
        default,
        deserialize_with = "name::sender_groups",
        skip_serializing_if = "Vec::is_empty"
    )]
    pub sender_groups: Vec<String>,
}

/// Who connects to a listener.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListenerKind {
    /// The Internet.
    Public,
    /// The organisation's own hosts.
    Private,
}

impl ListenerKind {
    /// `public` or `private`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Public => "public",
            Self::Private => "private",
        }
    }
}
