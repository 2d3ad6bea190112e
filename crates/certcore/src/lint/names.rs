//! Rules for the names of a leaf.

use std::collections::HashSet;

use super::{
    examined::{Examined, shown},
    finding::Findings,
    group::rules,
    internal_name::why_internal,
    reserved_address::why_reserved,
};
use crate::{
    host::{HostNameError, HostNameProblem, HostPattern},
    x509::AlternativeNames,
};

rules! {
    MISSING: Error, "names-missing", "RFC 9525 section 2, CA/B Forum TLS BR section 7.1.2.7.12",
        "There is no DNS name and no address among the subject alternative names, so no client finds whom it asked for.";
    COMMON_NAME: Warning, "common-name-not-in-names", "CA/B Forum TLS BR section 7.1.4.3",
        "The common name is not among the subject alternative names.";
    DUPLICATE: Notice, "name-duplicate", "RFC 5280 section 4.2.1.6",
        "A subject alternative name stands there twice.";
    INVALID: Error, "name-invalid", "RFC 5280 section 4.2.1.6, CA/B Forum TLS BR section 7.1.2.7.12",
        "A DNS name breaks the rules of host names, so it matches nothing.";
    UNDERSCORE: Warning, "name-underscore", "CA/B Forum TLS BR section 7.1.2.7.12",
        "A DNS name contains an underscore, which no public CA signs.";
    INTERNAL: Warning, "name-internal", "CA/B Forum TLS BR sections 1.6.1 and 7.1.2.7.12",
        "A DNS name is not a name of the public DNS, so no public CA signs it.";
    WILDCARD_MISPLACED: Error, "wildcard-misplaced", "RFC 9525 section 6.3",
        "A wildcard is not the whole leftmost label, so it matches nothing.";
    WILDCARD_BROAD: Error, "wildcard-broad", "CA/B Forum TLS BR section 3.2.2.6",
        "A wildcard is directly below a top-level domain, so it matches nothing.";
    ADDRESS_LENGTH: Error, "address-length", "RFC 5280 section 4.2.1.6",
        "An address does not have the 4 or 16 octets of IPv4 or IPv6, so some peers refuse the whole certificate.";
    EMPTY: Error, "names-empty", "RFC 5280 section 4.2.1.6",
        "The subject alternative name is there and contains no name.";
    ADDRESS_RESERVED: Warning, "address-reserved", "CA/B Forum TLS BR sections 1.6.1 and 7.1.2.7.12",
        "An address is private or reserved, so no public CA signs it.";
}

/// The tags of `GeneralName` (RFC 5280 §4.2.1.6).
const DNS_NAME: u32 = 2;
const IP_ADDRESS: u32 = 7;

pub(super) fn check(examined: &Examined<'_>, findings: &mut Findings) {
    if !examined.is_leaf() {
        return;
    }
    let none = AlternativeNames::default();
    let names = examined.names().unwrap_or(&none);
    if names.dns.is_empty() && names.ip.is_empty() {
        // A certification authority in the wrong place has another finding.
        if !examined.is_authority() {
            missing(examined, findings);
        }
    } else {
        common_name(examined, names, findings);
    }
    encoded(examined, findings);
    let mut seen = HashSet::new();
    for address in &names.ip {
        if !seen.insert(address) {
            duplicate(examined, &address.to_string(), findings);
        } else if let Some(purpose) = why_reserved(*address) {
            findings.add(
                &ADDRESS_RESERVED,
                examined,
                format!("names the address {address} ({purpose}), which public CAs do not sign"),
            );
        }
    }
}

/// The names as they are encoded: the reader leaves out those that it cannot read.
fn encoded(examined: &Examined<'_>, findings: &mut Findings) {
    let entries = examined.encoded.alternative_names();
    if entries.is_empty() && examined.names().is_some() {
        findings.add(
            &EMPTY,
            examined,
            "has a subject alternative name without any name; have it issued again",
        );
    }
    let mut seen = HashSet::new();
    for entry in &entries {
        let octets = entry.content;
        if entry.is_context(DNS_NAME) {
            let name = String::from_utf8_lossy(octets);
            if !seen.insert(octets.to_ascii_lowercase()) {
                duplicate(examined, &name, findings);
            } else if name.is_ascii() {
                dns_name(examined, &name, findings);
            } else {
                not_ascii(examined, &name, findings);
            }
        } else if entry.is_context(IP_ADDRESS) && ![4, 16].contains(&octets.len()) {
            let count = octets.len();
            let predicate =
                format!("names an address of {count} octets; IPv4 has 4 and IPv6 has 16, without a mask");
            findings.add(&ADDRESS_LENGTH, examined, predicate);
        }
    }
}

fn not_ascii(examined: &Examined<'_>, name: &str, findings: &mut Findings) {
    let remedy = match HostPattern::parse(name) {
        Ok(name) => format!("; have it issued for {name}, if that is meant"),
        Err(_) => String::new(),
    };
    findings.add(
        &INVALID,
        examined,
        format!(
            "names {}, which is not ASCII and matches nothing: international names stand in certificates as A-labels{remedy}",
            shown(name)
        ),
    );
}

fn missing(examined: &Examined<'_>, findings: &mut Findings) {
    let is_host = |name: &&str| HostPattern::parse(name).is_ok();
    let predicate = match examined.subject().common_name().filter(is_host) {
        Some(name) => format!(
            "has no DNS name and no address among its subject alternative names; clients do not look at its common name {}, so add the name there",
            shown(name)
        ),
        None => "has no DNS name and no address among its subject alternative names; add the host's name"
            .to_owned(),
    };
    findings.add(&MISSING, examined, predicate);
}

fn common_name(examined: &Examined<'_>, names: &AlternativeNames, findings: &mut Findings) {
    let Some(name) = examined.subject().common_name() else {
        return;
    };
    // One is an A-label and the other a U-label of the same name in some certificates.
    let canonical = |text: &str| {
        HostPattern::parse(text).map_or_else(|_| text.to_ascii_lowercase(), |name| name.to_string())
    };
    let wanted = canonical(name);
    let is_dns = names.dns.iter().any(|dns| canonical(dns) == wanted);
    let is_address = name.parse().is_ok_and(|address| names.ip.contains(&address));
    if !is_dns && !is_address {
        findings.add(
            &COMMON_NAME,
            examined,
            format!(
                "has the common name {}, which is not among its subject alternative names; add it there, or leave it out",
                shown(name)
            ),
        );
    }
}

fn dns_name(examined: &Examined<'_>, name: &str, findings: &mut Findings) {
    match HostPattern::presented(name) {
        Ok(pattern) => {
            if let Some(why) = why_internal(pattern.base()) {
                findings.add(
                    &INTERNAL,
                    examined,
                    format!("names {pattern}, which public CAs do not sign: {why}"),
                );
            }
        }
        Err(error) => invalid(examined, &error, findings),
    }
}

fn invalid(examined: &Examined<'_>, error: &HostNameError, findings: &mut Findings) {
    let rule = match error.problem {
        HostNameProblem::Underscore { .. } => &UNDERSCORE,
        HostNameProblem::Wildcard => &WILDCARD_MISPLACED,
        HostNameProblem::BroadWildcard => &WILDCARD_BROAD,
        _ => &INVALID,
    };
    findings.add(rule, examined, format!("names what no client asks for: {error}"));
}

fn duplicate(examined: &Examined<'_>, name: &str, findings: &mut Findings) {
    findings.add(
        &DUPLICATE,
        examined,
        format!("names {} more than once", shown(name)),
    );
}
