//! The facts of a three-way check, from which rows and hints follow.

use super::{
    pair::{Bearing, Party},
    presented::{CommonName, PresentedIdentifiers},
    subject::Subject,
};
use crate::host::HostName;

/// What is compared.
pub(super) struct Check<'a> {
    /// The names of the certificate or the request.
    pub(super) names: PresentedIdentifiers,
    /// [`Party::Certificate`] or [`Party::Request`].
    pub(super) party: Party,
    /// The interface's host name.
    pub(super) interface: &'a HostName,
    /// The MX hosts, each once.
    pub(super) mx: Vec<&'a HostName>,
    /// Whether the common name counts.
    pub(super) common_name: CommonName,
}

impl<'a> Check<'a> {
    pub(super) fn new(
        subject: Subject<'_>,
        interface: &'a HostName,
        mx: &'a [HostName],
        common_name: CommonName,
    ) -> Self {
        let mut once: Vec<&HostName> = Vec::new();
        for host in mx {
            if !once.contains(&host) {
                once.push(host);
            }
        }
        Self {
            names: PresentedIdentifiers::of(subject),
            party: match subject {
                Subject::Certificate(_) => Party::Certificate,
                Subject::Request(_) => Party::Request,
            },
            interface,
            mx: once,
            common_name,
        }
    }

    /// Whether one of the MX hosts is the interface.
    pub(super) fn interface_is_mx(&self) -> bool {
        self.mx.contains(&self.interface)
    }

    /// What the rows of `host` mean for the whole.
    pub(super) fn bearing(&self, host: &HostName) -> Bearing {
        if host != self.interface && self.interface_is_mx() {
            Bearing::Informs
        } else {
            Bearing::Decides
        }
    }

    /// Whether the certificate or the request names `host`.
    pub(super) fn covers(&self, host: &HostName) -> bool {
        self.names.find_host(host, self.common_name).is_some()
    }
}
