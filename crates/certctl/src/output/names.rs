//! Subject alternative names.

use std::net::IpAddr;

use certcore::x509::AlternativeNames;
use serde::Serialize;

/// The names of a certificate or a request.
#[derive(Clone, Debug, Default, Eq, PartialEq, Serialize)]
pub(crate) struct NamesView {
    /// dNSName entries.
    pub(crate) dns: Vec<String>,
    /// iPAddress entries.
    pub(crate) ip: Vec<IpAddr>,
    /// rfc822Name entries.
    pub(crate) email: Vec<String>,
    /// uniformResourceIdentifier entries.
    pub(crate) uri: Vec<String>,
}

impl NamesView {
    /// The names as they stand in the object.
    pub(crate) fn new(names: Option<&AlternativeNames>) -> Self {
        names.map_or_else(Self::default, |names| Self {
            dns: names.dns.clone(),
            ip: names.ip.clone(),
            email: names.email.clone(),
            uri: names.uri.clone(),
        })
    }

    /// The names for people, by their kind.
    pub(crate) fn facts(&self) -> Vec<(&'static str, Vec<String>)> {
        vec![
            ("dns", self.dns.clone()),
            ("ip", self.ip.iter().map(ToString::to_string).collect()),
            ("email", self.email.clone()),
            ("uri", self.uri.clone()),
        ]
    }
}
