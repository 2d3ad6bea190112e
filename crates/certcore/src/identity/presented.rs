//! The identifiers that a certificate presents, and which of them matches (RFC 9525 §6.3 and §6.4).

use core::net::IpAddr;

use super::{
    identifier::{Identifier, MatchRule, MatchedBy},
    reference::Reference,
    subject::Subject,
};
use crate::host::{HostName, HostNameError, HostPattern};

/// The names of a certificate or a request that a TLS client could match.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct PresentedIdentifiers {
    /// dNSName entries that are host names or wildcards, in their order.
    pub dns: Vec<HostPattern>,
    /// iPAddress entries, in their order.
    pub addresses: Vec<IpAddr>,
    /// The most specific common name, when it is a host name or a wildcard.
    pub common_name: Option<HostPattern>,
    /// dNSName entries that match nothing because they break the rules of host names.
    pub unusable: Vec<HostNameError>,
}

/// Whether the common name of the subject may stand in for a missing dNSName.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum CommonName {
    /// It never matches (RFC 9525 §2). This is what today's clients do.
    #[default]
    Ignore,
    /// It is looked at when there is no dNSName (RFC 6125 §6.4.4), as older appliances do.
    Legacy,
}

impl PresentedIdentifiers {
    /// The identifiers of a certificate or a request.
    pub fn of<'a>(subject: impl Into<Subject<'a>>) -> Self {
        let subject = subject.into();
        let mut result = Self {
            common_name: subject
                .common_name()
                .and_then(|name| HostPattern::presented(name).ok()),
            ..Self::default()
        };
        if let Some(names) = subject.alternative_names() {
            result.addresses.clone_from(&names.ip);
            for name in &names.dns {
                match HostPattern::presented(name) {
                    Ok(pattern) => result.dns.push(pattern),
                    Err(error) => result.unusable.push(error),
                }
            }
        }
        result
    }

    /// The identifier that stands for `reference`, if there is one.
    ///
    /// An exact name is preferred to a wildcard. An address matches only an iPAddress, never the text of a dNSName or a
    /// common name.
    pub fn find(&self, reference: &Reference, common_name: CommonName) -> Option<MatchedBy> {
        match reference {
            Reference::Host(host) => self.find_host(host, common_name),
            Reference::Address(address) => self.addresses.contains(address).then_some(MatchedBy {
                identifier: Identifier::Address(*address),
                rule: MatchRule::Exact,
            }),
        }
    }

    /// The identifier that stands for `host`, if there is one; see [`PresentedIdentifiers::find`].
    pub fn find_host(&self, host: &HostName, common_name: CommonName) -> Option<MatchedBy> {
        let mut matching: Vec<_> = self.dns.iter().filter(|pattern| pattern.matches(host)).collect();
        matching.sort_by_key(|pattern| pattern.is_wildcard());
        let by_dns = matching.first().map(|pattern| MatchedBy {
            identifier: Identifier::Dns((*pattern).clone()),
            rule: if pattern.is_wildcard() {
                MatchRule::Wildcard
            } else {
                MatchRule::Exact
            },
        });
        by_dns.or_else(|| match common_name {
            CommonName::Ignore => None,
            CommonName::Legacy => self.find_common_name(host),
        })
    }

    /// The common name, if it stands for `host` and no dNSName forbids to look at it.
    pub(super) fn find_common_name(&self, host: &HostName) -> Option<MatchedBy> {
        let pattern = self.common_name.as_ref()?;
        let alone = self.dns.is_empty() && self.unusable.is_empty();
        (alone && pattern.matches(host)).then(|| MatchedBy {
            identifier: Identifier::CommonName(pattern.clone()),
            rule: MatchRule::CommonName,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn presented(dns: &[&str], common_name: Option<&str>) -> PresentedIdentifiers {
        PresentedIdentifiers {
            dns: dns.iter().map(|name| name.parse().unwrap()).collect(),
            addresses: vec!["192.0.2.25".parse().unwrap()],
            common_name: common_name.map(|name| name.parse().unwrap()),
            unusable: Vec::new(),
        }
    }

    fn found(
        presented: &PresentedIdentifiers,
        reference: &str,
        common_name: CommonName,
    ) -> Option<(String, MatchRule)> {
        presented
            .find(&reference.parse().unwrap(), common_name)
            .map(|matched| (matched.to_string(), matched.rule))
    }

    #[test]
    fn exact_name_is_preferred_to_a_wildcard() {
        let names = presented(&["*.example.com", "mail.example.com"], None);
        assert_eq!(
            found(&names, "MAIL.example.com", CommonName::Ignore),
            Some(("dns:mail.example.com".into(), MatchRule::Exact))
        );
        assert_eq!(
            found(&names, "mx.example.com", CommonName::Ignore),
            Some(("dns:*.example.com".into(), MatchRule::Wildcard))
        );
        assert_eq!(found(&names, "a.mx.example.com", CommonName::Ignore), None);
    }

    #[test]
    fn u_label_matches_the_a_label() {
        let names = presented(&["xn--mller-kva.example"], None);
        assert!(found(&names, "müller.example", CommonName::Ignore).is_some());
    }

    #[test]
    fn common_name_counts_only_when_asked_for_and_alone() {
        let alone = presented(&[], Some("mail.example.com"));
        assert_eq!(found(&alone, "mail.example.com", CommonName::Ignore), None);
        assert_eq!(
            found(&alone, "mail.example.com", CommonName::Legacy),
            Some(("cn:mail.example.com".into(), MatchRule::CommonName))
        );
        let beside = presented(&["other.example.com"], Some("mail.example.com"));
        assert_eq!(found(&beside, "mail.example.com", CommonName::Legacy), None);
    }

    #[test]
    fn address_matches_only_an_address() {
        let names = presented(&[], None);
        assert_eq!(
            found(&names, "192.0.2.25", CommonName::Legacy),
            Some(("ip:192.0.2.25".into(), MatchRule::Exact))
        );
        assert_eq!(found(&names, "192.0.2.26", CommonName::Legacy), None);
        assert_eq!(found(&names, "::ffff:192.0.2.25", CommonName::Legacy), None);
    }
}
