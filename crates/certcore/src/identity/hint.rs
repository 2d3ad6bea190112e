//! What would make the names agree.

use std::fmt;

use super::pair::Party;
use crate::host::{HostName, HostNameError, HostPattern};

/// One thing to do, or to know.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Hint {
    /// There is no MX record.
    NoMx {
        /// The interface that could be one.
        interface: HostName,
    },
    /// No MX host is the interface, and the certificate names MX hosts.
    RenameInterface {
        /// The interface's host name.
        interface: HostName,
        /// The MX hosts that the certificate names; never empty.
        to: Vec<HostName>,
    },
    /// No MX host is the interface, and the certificate names the interface.
    PointMx {
        /// The interface's host name.
        interface: HostName,
    },
    /// No MX host is the interface, and the certificate names neither.
    InterfaceIsNoMx {
        /// The interface's host name.
        interface: HostName,
        /// The MX hosts; never empty.
        mx: Vec<HostName>,
    },
    /// The certificate or the request lacks a name.
    AddName {
        /// The name to add, or names of which one is enough; never empty.
        names: Vec<HostName>,
        /// [`Party::Certificate`] or [`Party::Request`].
        to: Party,
    },
    /// A wildcard looks as if it stood for a host, and does not.
    WildcardDoesNotReach {
        /// The wildcard.
        wildcard: HostPattern,
        /// The host.
        host: HostName,
    },
    /// Only the common name stands for a host.
    OnlyCommonName {
        /// The common name.
        common_name: HostPattern,
    },
    /// Another MX host of the domain is not named.
    OtherMx {
        /// The MX host.
        mx: HostName,
        /// The interface that was checked.
        interface: HostName,
    },
    /// A name of the certificate or the request matches nothing.
    UnusableName(HostNameError),
}

/// A sentence for people.
impl fmt::Display for Hint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NoMx { interface } => write!(
                formatter,
                "the domain has no MX host; publish an MX record that names {interface}"
            ),
            Self::RenameInterface { interface, to } => write!(
                formatter,
                "no MX host is the interface {interface}; the names asked about are for {}, so give the interface that host name",
                any_of(to)
            ),
            Self::PointMx { interface } => write!(
                formatter,
                "no MX host is the interface {interface}; the names asked about are for it, so publish an MX record for it"
            ),
            Self::InterfaceIsNoMx { interface, mx } => write!(
                formatter,
                "no MX host is the interface {interface}; give the interface the host name {}, or publish an MX record for {interface}",
                any_of(mx)
            ),
            Self::AddName {
                names,
                to: Party::Request,
            } => write!(
                formatter,
                "the request does not ask for {}; make it again with this DNS name among the subject alternative names",
                any_of(names)
            ),
            Self::AddName { names, .. } => write!(
                formatter,
                "the certificate does not name {}; request a new one with this DNS name among the subject alternative names",
                any_of(names)
            ),
            Self::WildcardDoesNotReach { wildcard, host } => write!(
                formatter,
                "{wildcard} does not stand for {host}: a wildcard stands for exactly one label (RFC 9525 section 6.3)"
            ),
            Self::OnlyCommonName { common_name } => write!(
                formatter,
                "{common_name} is only the common name, which clients do not look at (RFC 9525 section 2); put it among the subject alternative names as well"
            ),
            Self::OtherMx { mx, interface } => write!(
                formatter,
                "{mx} is another MX host of the domain and is not named; that is right when it is another gateway, but if it leads to {interface} too, add this DNS name"
            ),
            Self::UnusableName(error) => write!(formatter, "a DNS name matches no host: {error}"),
        }
    }
}

fn any_of(hosts: &[HostName]) -> String {
    let hosts: Vec<_> = hosts.iter().map(HostName::as_str).collect();
    hosts.join(" or ")
}
