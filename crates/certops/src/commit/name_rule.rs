//! The name rule: the certificate, the MX records of the domains and the host name of the interface carry one name.

use std::collections::{BTreeMap, BTreeSet};

use certcore::{
    diagnostic::Diagnostic as _,
    error_names,
    host::HostName,
    identity::{CommonName, PresentedIdentifiers, check_pairs},
    x509::Certificate,
};
use certstore::{
    entry::{Entry, EntryId, Interface, Kind, ProfileOrigin},
    store::StoreError,
};
use thiserror::Error;

use super::{
    finding::{Cause, Findings, Level},
    mail_hosts::MailHosts,
    proposal::Proposal,
    scope::Scope,
};
use crate::place;

/// Who knows the MX hosts of domains. It may block, and decides how long it waits for all domains together.
pub trait NameService: Send {
    /// The hosts that receive mail for a domain.
    fn mail_hosts(&mut self, domain: &HostName) -> MailHosts;
}

/// Whether names agree.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Agreement {
    /// They do.
    Agree,
    /// They do not.
    Differ,
    /// What is known agrees, and the MX hosts are not known.
    Unknown,
}

impl Agreement {
    /// The stable name: `agree`, `differ`, `unknown`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Agree => "agree",
            Self::Differ => "differ",
            Self::Unknown => "unknown",
        }
    }
}

/// The three values of the name rule, side by side.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NameComparison {
    /// The listener, or the interface with HTTPS.
    pub service: EntryId,
    /// The profile that it serves.
    pub profile: String,
    /// The names in the certificate: the DNS names, or the common name alone.
    pub certificate: Vec<String>,
    /// The domain, for a listener that has some.
    pub domain: Option<HostName>,
    /// The MX hosts of the domain; `None` without a domain.
    pub mail_hosts: Option<MailHosts>,
    /// The host name of the interface.
    pub interface: HostName,
    /// Whether the certificate has the host name of the interface.
    pub has_interface: bool,
    /// Whether the values agree. Where they do not, another profile of the service may be for these names.
    pub agreement: Agreement,
    /// What would make them agree, and what else to know.
    pub hints: Vec<String>,
}

/// The names do not agree.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "{} with profile {profile}: the certificate names {certificate}, {mail_hosts}the interface is {interface}{}",
    place::user(service),
    advice(hints)
)]
pub struct NamesDiffer {
    /// The listener or interface.
    pub service: EntryId,
    /// The profile.
    pub profile: String,
    /// The names in the certificate.
    pub certificate: String,
    /// The MX hosts, where they were asked for and are known.
    pub mail_hosts: String,
    /// The host name of the interface.
    pub interface: HostName,
    /// What to do.
    pub hints: String,
}

fn advice(hints: &str) -> String {
    if hints.is_empty() {
        return String::new();
    }
    format!("; {hints}")
}

error_names!(NamesDiffer {
    _ => "names-differ", "The names of certificate, MX records and interface are not the same, so other servers cannot verify this one.";
});

/// The DNS did not say which hosts receive mail for a domain.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "{}: whether its names and the MX records of {domain} agree is not known, because the DNS did not answer: {reason}",
    place::user(service)
)]
pub struct DnsNoAnswer {
    /// The listener.
    pub service: EntryId,
    /// The domain.
    pub domain: HostName,
    /// Why.
    pub reason: String,
}

/// A domain of a listener says that it receives no mail.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "{}: the domain {domain} says with a null MX record (RFC 7505) that it receives no mail; take the domain out of the \
     listener, or publish MX records for it",
    place::user(service)
)]
pub struct MxNull {
    /// The listener.
    pub service: EntryId,
    /// The domain.
    pub domain: HostName,
}

error_names!(DnsNoAnswer {
    _ => "dns-no-answer", "The DNS did not say which hosts receive mail for a domain, so that names could not be compared.";
});

error_names!(MxNull {
    _ => "mx-null", "A domain of a listener says that it receives no mail (RFC 7505).";
});

/// The domains whose MX hosts the comparison needs.
pub(super) async fn domains(
    proposal: &mut Proposal<'_, '_>,
    scope: &Scope,
) -> Result<BTreeSet<HostName>, StoreError> {
    let servers = servers(proposal, scope).await?;
    Ok(servers.into_iter().flat_map(|server| server.domains).collect())
}

/// Compares, and adds a finding for each difference. Domains that `answers` lacks are left out.
pub(super) async fn check(
    proposal: &mut Proposal<'_, '_>,
    scope: &Scope,
    answers: &BTreeMap<HostName, MailHosts>,
    findings: &mut Findings,
) -> Result<Vec<NameComparison>, StoreError> {
    let mut comparisons = Vec::new();
    for server in servers(proposal, scope).await? {
        for (profile, certificate) in &server.certificates {
            let mut compared: Vec<NameComparison> = server
                .domains
                .iter()
                .filter_map(|domain| Some((domain, answers.get(domain)?)))
                .map(|found| compare(&server.id, &server.host_name, profile, certificate, Some(found)))
                .collect();
            if compared.is_empty() {
                compared.push(compare(&server.id, &server.host_name, profile, certificate, None));
            }
            comparisons.append(&mut compared);
        }
    }
    for finding in differing(&comparisons) {
        findings.tell(&finding.service, Cause::ThisCommit, &finding);
    }
    for comparison in &comparisons {
        tell_of_dns(comparison, findings);
    }
    Ok(comparisons)
}

/// What the rule finds: a service and a domain for which no profile of the service has the names.
///
/// A service shows the certificate that has the name which the client asks for (RFC 6066 §3), so one of several is enough.
pub(crate) fn differing(comparisons: &[NameComparison]) -> Vec<NamesDiffer> {
    let differs = |comparison: &NameComparison| {
        // A null MX is another finding, where it is the only difference.
        let is_null = comparison.mail_hosts == Some(MailHosts::Null) && comparison.has_interface;
        comparison.agreement == Agreement::Differ && !is_null
    };
    let agreed: BTreeSet<(&EntryId, Option<&HostName>)> = comparisons
        .iter()
        .filter(|comparison| !differs(comparison))
        .map(|comparison| (&comparison.service, comparison.domain.as_ref()))
        .collect();
    comparisons
        .iter()
        .filter(|comparison| !agreed.contains(&(&comparison.service, comparison.domain.as_ref())))
        .map(differ)
        .collect()
}

/// What the DNS said of a domain that deserves a look, or that it said nothing.
fn tell_of_dns(comparison: &NameComparison, findings: &mut Findings) {
    let (Some(domain), Some(hosts)) = (&comparison.domain, &comparison.mail_hosts) else {
        return;
    };
    let (service, domain) = (comparison.service.clone(), domain.clone());
    let id = &comparison.service;
    match hosts {
        MailHosts::Null => findings.tell(id, Cause::ThisCommit, &MxNull { service, domain }),
        MailHosts::NoAnswer { reason } => {
            let reason = reason.clone();
            let finding = DnsNoAnswer {
                service,
                domain,
                reason,
            };
            findings.tell(id, Cause::ThisCommit, &finding);
        }
        MailHosts::Known { unusable, .. } => {
            for record in unusable {
                let message = format!("{}, domain {domain}: {record}", place::user(id));
                findings.add(id, Cause::ThisCommit, Level::Notice, record.name(), message);
            }
        }
    }
}

/// A listener or interface whose names have to be compared.
struct Server {
    id: EntryId,
    host_name: HostName,
    domains: Vec<HostName>,
    certificates: Vec<(String, Certificate)>,
}

async fn servers(proposal: &mut Proposal<'_, '_>, scope: &Scope) -> Result<Vec<Server>, StoreError> {
    let mut servers = Vec::new();
    for id in &scope.servers {
        let (interface, profiles, domains) = match proposal.entry(id).await? {
            Some(Entry::Listener(listener)) => {
                let Ok(on) = EntryId::new(Kind::Interface, &listener.interface) else {
                    continue;
                };
                (on, listener.profiles, listener.domains)
            }
            Some(Entry::Interface(Interface {
                https: Some(https), ..
            })) => (id.clone(), https.profiles, Vec::new()),
            _ => continue,
        };
        let bound_anew =
            |binding: &super::scope::Binding| binding.user == *id && binding.cause == Cause::ThisCommit;
        let concerned =
            proposal.touches(id) || proposal.touches(&interface) || scope.bindings.iter().any(bound_anew);
        let Some(Entry::Interface(interface)) = proposal.entry(&interface).await?.filter(|_| concerned)
        else {
            continue;
        };
        let certificates = certificates(proposal, profiles).await?;
        if !certificates.is_empty() {
            servers.push(Server {
                id: id.clone(),
                host_name: interface.host_name,
                domains,
                certificates,
            });
        }
    }
    Ok(servers)
}

/// The certificates of these profiles. The demo certificate is left out: no name makes it verifiable.
async fn certificates(
    proposal: &mut Proposal<'_, '_>,
    profiles: Vec<String>,
) -> Result<Vec<(String, Certificate)>, StoreError> {
    let mut certificates = Vec::new();
    for name in profiles {
        let Ok(id) = EntryId::profile(&name) else {
            continue;
        };
        if let Some(Entry::Profile(profile)) = proposal.entry(&id).await?
            && profile.origin != ProfileOrigin::Demo
        {
            let certificate = proposal.reading().certificate(profile.certificate).await?;
            certificates.push((name, certificate));
        }
    }
    Ok(certificates)
}

/// The names of a profile's certificate beside those of the service, and of a domain with its MX hosts.
pub(crate) fn compare(
    service: &EntryId,
    interface: &HostName,
    profile: &str,
    certificate: &Certificate,
    domain: Option<(&HostName, &MailHosts)>,
) -> NameComparison {
    let presented = PresentedIdentifiers::of(certificate);
    let has_interface = presented.find_host(interface, CommonName::Ignore).is_some();
    let (agreement, hints) = match domain.map(|(_, hosts)| hosts) {
        Some(MailHosts::Known { hosts, .. }) => {
            let verdict = check_pairs(certificate, interface, hosts, CommonName::Ignore);
            let hints = verdict.hints.iter().map(ToString::to_string).collect();
            (agreement(verdict.is_ok()), hints)
        }
        Some(MailHosts::NoAnswer { .. }) if has_interface => (Agreement::Unknown, Vec::new()),
        Some(MailHosts::Null) => (Agreement::Differ, Vec::new()),
        Some(MailHosts::NoAnswer { .. }) | None => (agreement(has_interface), Vec::new()),
    };
    let dns: Vec<String> = presented.dns.iter().map(ToString::to_string).collect();
    let common_name = presented.common_name.iter().map(|name| format!("CN {name}"));
    NameComparison {
        service: service.clone(),
        profile: profile.to_owned(),
        certificate: if dns.is_empty() {
            common_name.collect()
        } else {
            dns
        },
        domain: domain.map(|(domain, _)| domain.clone()),
        mail_hosts: domain.map(|(_, hosts)| hosts.clone()),
        interface: interface.clone(),
        has_interface,
        agreement,
        hints,
    }
}

const fn agreement(agree: bool) -> Agreement {
    if agree {
        Agreement::Agree
    } else {
        Agreement::Differ
    }
}

fn differ(comparison: &NameComparison) -> NamesDiffer {
    let listed = |hosts: &[HostName]| {
        let hosts: Vec<String> = hosts.iter().map(ToString::to_string).collect();
        if hosts.is_empty() {
            "nothing".to_owned()
        } else {
            hosts.join(", ")
        }
    };
    let mail_hosts = match (&comparison.domain, &comparison.mail_hosts) {
        (Some(domain), Some(MailHosts::Known { hosts, .. })) => {
            format!("the MX records of {domain} name {}, ", listed(hosts))
        }
        _ => String::new(),
    };
    let certificate = comparison.certificate.join(", ");
    NamesDiffer {
        service: comparison.service.clone(),
        profile: comparison.profile.clone(),
        certificate: if certificate.is_empty() {
            "no host".to_owned()
        } else {
            certificate
        },
        mail_hosts,
        interface: comparison.interface.clone(),
        hints: comparison.hints.join("; "),
    }
}
