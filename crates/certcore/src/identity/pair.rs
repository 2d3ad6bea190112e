//! One row of the three-way check: two parties that must carry the same name.

use std::fmt;

use super::identifier::MatchedBy;
use crate::host::HostName;

/// Two parties, and whether they agree on a name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Pair {
    /// The one.
    pub left: Party,
    /// The other.
    pub right: Party,
    /// Whether they agree.
    pub ok: bool,
    /// Whether the whole check fails when they do not.
    pub bearing: Bearing,
    /// By which name they agree.
    pub matched_by: Option<MatchedBy>,
}

/// A party of the three-way check.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Party {
    /// The certificate.
    Certificate,
    /// The request for a certificate.
    Request,
    /// The host of one of the domain's MX records.
    Mx(HostName),
    /// There is no MX record.
    NoMx,
    /// The interface, by its host name.
    Interface(HostName),
}

/// The kind, and the host name where there is one: `certificate`, `mx:mail.example.com`, `interface:mail.example.com`.
impl fmt::Display for Party {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Certificate => formatter.write_str("certificate"),
            Self::Request => formatter.write_str("request"),
            Self::Mx(host) => write!(formatter, "mx:{host}"),
            Self::NoMx => formatter.write_str("mx:none"),
            Self::Interface(host) => write!(formatter, "interface:{host}"),
        }
    }
}

/// What a row means for the whole.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Bearing {
    /// The check fails when this row fails.
    Decides,
    /// The row is about an MX host that is another gateway; it is shown and does not count.
    Informs,
}

impl Bearing {
    /// The name that programs show.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Decides => "decides",
            Self::Informs => "informs",
        }
    }
}
