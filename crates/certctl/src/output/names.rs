//! Subject alternative names.

use std::net::IpAddr;

use certcore::x509::{AlternativeNames, OtherName};
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
    /// Entries of other kinds, and those that cannot be read.
    pub(crate) other: Vec<OtherNameView>,
}

/// An entry of another kind.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct OtherNameView {
    /// Its name in RFC 5280.
    pub(crate) kind: &'static str,
    /// A text, an object identifier, or `#` and hexadecimal digits.
    pub(crate) value: String,
}

impl OtherNameView {
    fn new(name: &OtherName) -> Self {
        Self {
            kind: name.kind,
            value: name.value.clone(),
        }
    }
}

impl NamesView {
    /// The names as they stand in the object.
    pub(crate) fn new(names: Option<&AlternativeNames>) -> Self {
        names.map_or_else(Self::default, |names| Self {
            dns: names.dns.clone(),
            ip: names.ip.clone(),
            email: names.email.clone(),
            uri: names.uri.clone(),
            other: names.other.iter().map(OtherNameView::new).collect(),
        })
    }

    /// The names for people, by their kind.
    pub(crate) fn facts(&self) -> Vec<(&'static str, Vec<String>)> {
        let other = self
            .other
            .iter()
            .map(|name| format!("{} {}", name.kind, name.value));
        vec![
            ("dns", self.dns.clone()),
            ("ip", self.ip.iter().map(ToString::to_string).collect()),
            ("email", self.email.clone()),
            ("uri", self.uri.clone()),
            ("other", other.collect()),
        ]
    }
}
