//! The identifier that matched, and by which rule.

use core::net::IpAddr;
use std::fmt;

use crate::host::{HostName, HostPattern};

/// A name under which something presents itself.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum Identifier {
    /// A dNSName of the subject alternative names.
    Dns(HostPattern),
    /// An iPAddress of the subject alternative names.
    Address(IpAddr),
    /// The common name of the subject.
    CommonName(HostPattern),
    /// The host of an MX record (RFC 5321 §5.1).
    Mx(HostName),
}

/// The kind and the name: `dns:*.example.com`, `ip:192.0.2.25`, `cn:mail.example.com`, `mx:mail.example.com`.
impl fmt::Display for Identifier {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Dns(pattern) => write!(formatter, "dns:{pattern}"),
            Self::Address(address) => write!(formatter, "ip:{address}"),
            Self::CommonName(pattern) => write!(formatter, "cn:{pattern}"),
            Self::Mx(host) => write!(formatter, "mx:{host}"),
        }
    }
}

/// The rule by which an identifier stands for a reference.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum MatchRule {
    /// The same name, or the same address octet for octet (RFC 9525 §6.3, §6.4).
    Exact,
    /// A wildcard for the leftmost label (RFC 9525 §6.3).
    Wildcard,
    /// The common name, because there is no dNSName (RFC 6125 §6.4.4; gone since RFC 9525 §2).
    CommonName,
}

impl MatchRule {
    /// The name that programs show.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Exact => "exact",
            Self::Wildcard => "wildcard",
            Self::CommonName => "common-name",
        }
    }
}

impl fmt::Display for MatchRule {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// Which identifier matched, and by which rule.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MatchedBy {
    /// The identifier.
    pub identifier: Identifier,
    /// The rule.
    pub rule: MatchRule,
}

/// The identifier; the rule can be read off it except for a common name, which says so itself.
impl fmt::Display for MatchedBy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.identifier.fmt(formatter)
    }
}
