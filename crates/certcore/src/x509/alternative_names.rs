//! Subject alternative names (RFC 5280 §4.2.1.6).

use core::net::IpAddr;
use std::fmt;

use x509_parser::{
    asn1_rs::{Any, FromDer as _, Oid, Tag},
    extensions::GeneralName,
};

use crate::dn::{DistinguishedName, text_of};

/// The names of a certificate or a request, as they stand in it.
///
/// They come from outside: a DNS name may break every rule of host names. Octets of `dns`, `email` and `uri` that are no
/// text are shown as U+FFFD.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct AlternativeNames {
    /// dNSName entries.
    pub dns: Vec<String>,
    /// iPAddress entries.
    pub ip: Vec<IpAddr>,
    /// rfc822Name entries.
    pub email: Vec<String>,
    /// uniformResourceIdentifier entries.
    pub uri: Vec<String>,
    /// Entries of another kind, and those that cannot be read.
    pub other: Vec<OtherName>,
}

/// An entry that TLS does not look at, or that cannot be read.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct OtherName {
    /// The kind by its name in RFC 5280: `otherName`, `directoryName`, `registeredID`; `iPAddress` for one that has not 4
    /// or 16 octets.
    pub kind: &'static str,
    /// The value: an object identifier, a text, or `#` and the octets in hexadecimal; of an otherName the object identifier
    /// of its type, a colon and the value.
    pub value: String,
}

/// The kind and the value, with a space between them.
impl fmt::Display for OtherName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.kind, self.value)
    }
}

impl AlternativeNames {
    pub(super) fn from_parsed(names: &[GeneralName<'_>]) -> Self {
        let mut result = Self::default();
        for name in names {
            result.add(name);
        }
        result
    }

    fn add(&mut self, name: &GeneralName<'_>) {
        let (kind, value) = match name {
            GeneralName::RFC822Name(name) => return self.email.push((*name).to_owned()),
            GeneralName::DNSName(name) => return self.dns.push((*name).to_owned()),
            GeneralName::URI(uri) => return self.uri.push((*uri).to_owned()),
            GeneralName::Invalid(Tag(1), octets) => return self.email.push(lossy(octets)),
            GeneralName::Invalid(Tag(2), octets) => return self.dns.push(lossy(octets)),
            GeneralName::Invalid(Tag(6), octets) => return self.uri.push(lossy(octets)),
            GeneralName::IPAddress(octets) => match address(octets) {
                Some(address) => return self.ip.push(address),
                None => ("iPAddress", hexadecimal(octets)),
            },
            GeneralName::OtherName(oid, rest) => ("otherName", format!("{}:{}", oid_text(oid), tagged(rest))),
            GeneralName::DirectoryName(name) => {
                ("directoryName", DistinguishedName::from_parsed(name).to_string())
            }
            GeneralName::RegisteredID(oid) => ("registeredID", oid_text(oid)),
            GeneralName::X400Address(any) => ("x400Address", hexadecimal(any.data)),
            GeneralName::EDIPartyName(any) => ("ediPartyName", hexadecimal(any.data)),
            GeneralName::Invalid(tag, octets) => {
                let kind = match tag.0 {
                    0 => "otherName",
                    4 => "directoryName",
                    8 => "registeredID",
                    _ => "unknown",
                };
                (kind, hexadecimal(octets))
            }
        };
        self.other.push(OtherName { kind, value });
    }

    /// The first name: of the DNS names, else of the addresses, the mail addresses, the URIs, the others.
    pub fn first(&self) -> Option<String> {
        let dns = self.dns.first().cloned();
        dns.or_else(|| self.ip.first().map(ToString::to_string))
            .or_else(|| self.email.first().cloned())
            .or_else(|| self.uri.first().cloned())
            .or_else(|| self.other.first().map(ToString::to_string))
    }

    /// Whether there is no entry at all.
    pub fn is_empty(&self) -> bool {
        self.dns.is_empty()
            && self.ip.is_empty()
            && self.email.is_empty()
            && self.uri.is_empty()
            && self.other.is_empty()
    }
}

fn address(octets: &[u8]) -> Option<IpAddr> {
    <[u8; 4]>::try_from(octets)
        .map(IpAddr::from)
        .or_else(|_| <[u8; 16]>::try_from(octets).map(IpAddr::from))
        .ok()
}

/// The value of an otherName, which is in an explicit tag.
fn tagged(rest: &[u8]) -> String {
    let text = || {
        let (after, tagged) = Any::from_der(rest).ok()?;
        let (after_value, value) = Any::from_der(tagged.data).ok()?;
        (after.is_empty() && after_value.is_empty())
            .then(|| text_of(&value))
            .flatten()
    };
    text().unwrap_or_else(|| hexadecimal(rest))
}

fn oid_text(oid: &Oid<'_>) -> String {
    oid.iter()
        .map_or_else(|| hexadecimal(oid.as_bytes()), |_| oid.to_id_string())
}

fn hexadecimal(octets: &[u8]) -> String {
    format!("#{}", hex::encode(octets))
}

fn lossy(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}

#[cfg(test)]
mod tests {
    use x509_parser::extensions::SubjectAlternativeName;

    use super::*;

    fn names(entries: &[&[u8]]) -> AlternativeNames {
        let content = entries.concat();
        let der = [&[0x30, u8::try_from(content.len()).unwrap()][..], &content].concat();
        let (_, parsed) = SubjectAlternativeName::from_der(&der).unwrap();
        AlternativeNames::from_parsed(&parsed.general_names)
    }

    #[test]
    fn every_entry_is_kept_with_its_kind() {
        let names = names(&[
            b"\x82\x01a",
            b"\x82\x02\xfcb",
            b"\x81\x01\xff",
            b"\x87\x05\xc0\0\x02\x01\0",
            b"\x88\x03\x2a\x03\x04",
            b"\xa0\x0a\x06\x03\x2a\x03\x04\xa0\x03\x0c\x01x",
            b"\xa0\x0a\x06\x03\x2a\x03\x04\xa0\x03\x02\x01\x05",
            b"\xa4\x10\x30\x0e\x31\x0c\x30\x0a\x06\x03\x55\x04\x03\x0c\x03a,b",
            b"\xa3\x02\x30\0",
            b"\x89\x01z",
        ]);
        assert_eq!(names.dns, ["a", "\u{fffd}b"]);
        assert_eq!(names.email, ["\u{fffd}"]);
        let other: Vec<_> = names.other.iter().map(ToString::to_string).collect();
        assert_eq!(
            other,
            [
                "iPAddress #c000020100",
                "registeredID 1.2.3.4",
                "otherName 1.2.3.4:x",
                "otherName 1.2.3.4:#a003020105",
                "directoryName CN=a\\,b",
                "x400Address #3000",
                "unknown #7a",
            ]
        );
    }
}
