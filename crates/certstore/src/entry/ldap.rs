//! LDAP servers.

use certcore::identity::Reference;
use serde::{Deserialize, Serialize};

use super::{name, port, text};

/// An LDAP server that is asked about recipients (RFC 4511).
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LdapServer {
    /// The host name or address.
    #[serde(with = "text")]
    pub host: Reference,
    /// The TCP port.
    #[serde(deserialize_with = "port::deserialize")]
    pub port: u16,
    /// How the connection is protected.
    pub encryption: LdapEncryption,
    /// The distinguished name below which is searched.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub base: String,
}

/// How a connection to an LDAP server is protected.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum LdapEncryption {
    /// Clear text.
    None,
    /// The `StartTLS` operation (RFC 4511 §4.14).
    Starttls,
    /// TLS from the first octet.
    Ldaps,
}

impl LdapEncryption {
    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Starttls => "starttls",
            Self::Ldaps => "ldaps",
        }
    }
}

/// What holds for all LDAP servers.
#[derive(Clone, Debug, Default, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct LdapSettings {
    /// The profile whose certificate is shown to servers that ask for one.
    #[serde(
        default,
        deserialize_with = "name::profile",
        skip_serializing_if = "Option::is_none"
    )]
    pub profile: Option<String>,
}
