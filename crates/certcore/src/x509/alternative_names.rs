//! Subject alternative names (RFC 5280 §4.2.1.6).

use core::net::IpAddr;

use x509_parser::extensions::GeneralName;

/// The names of a certificate or a request, as they stand in it.
///
/// They come from outside: a DNS name may break every rule of host names.
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
    /// How many entries are of another kind or cannot be read.
    pub other: usize,
}

impl AlternativeNames {
    pub(super) fn from_parsed(names: &[GeneralName<'_>]) -> Self {
        let mut result = Self::default();
        for name in names {
            match name {
                GeneralName::DNSName(name) => result.dns.push((*name).to_owned()),
                GeneralName::RFC822Name(name) => result.email.push((*name).to_owned()),
                GeneralName::URI(uri) => result.uri.push((*uri).to_owned()),
                GeneralName::IPAddress(octets) => match address(octets) {
                    Some(address) => result.ip.push(address),
                    None => result.other += 1,
                },
                _ => result.other += 1,
            }
        }
        result
    }

    /// Whether there is no entry at all.
    pub fn is_empty(&self) -> bool {
        self.dns.is_empty()
            && self.ip.is_empty()
            && self.email.is_empty()
            && self.uri.is_empty()
            && self.other == 0
    }
}

fn address(octets: &[u8]) -> Option<IpAddr> {
    <[u8; 4]>::try_from(octets)
        .map(IpAddr::from)
        .or_else(|_| <[u8; 16]>::try_from(octets).map(IpAddr::from))
        .ok()
}
