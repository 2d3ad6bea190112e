//! Rules for what a leaf may be used for.

use super::{context::Context, examined::Examined, finding::Findings, rule::rules};
use crate::x509::{KeyUsage, Purpose, Service};

rules! {
    AUTHORITY_AS_LEAF: Error, "authority-as-leaf", "CA/B Forum TLS BR section 7.1.2.7.8",
        "The certificate that a service uses is that of a certification authority.";
    PURPOSE_MISSING: Warning, "extended-key-usage-missing", "CA/B Forum TLS BR section 7.1.2.7.10",
        "A certificate does not say what it is for.";
    PURPOSE_UNFIT: Error, "extended-key-usage-unfit", "RFC 5280 section 4.2.1.12",
        "A service needs a usage that the certificate does not allow.";
    CLIENT_AUTH: Notice, "client-auth-not-from-public-ca", "Chrome Root Program Policy 1.8 section 1.3.2",
        "A request asks for clientAuth, which public CAs leave out.";
    NO_SIGNATURE: Error, "key-usage-without-digital-signature", "RFC 8446 section 4.4.2.2",
        "The key usage does not allow signatures, which TLS 1.3 and every forward-secret cipher suite need.";
    CERT_SIGN: Warning, "key-usage-cert-sign-on-leaf", "RFC 5280 section 4.2.1.9",
        "The key usage allows to sign certificates, and the subject is no certification authority.";
}

pub(super) fn check(examined: &Examined<'_>, context: &Context, findings: &mut Findings) {
    if !examined.is_leaf() {
        return;
    }
    if examined.is_authority() {
        findings.add(
            &AUTHORITY_AS_LEAF,
            examined,
            "is that of a certification authority (CA:TRUE); a service needs one that a CA issued to a host",
        );
    }
    if let Some(usage) = examined.extensions().key_usage {
        key_usage(examined, usage, findings);
    }
    match examined.extensions().extended_key_usage.as_deref() {
        None if examined.as_certificate().is_some() && !examined.is_authority() => findings.add(
            &PURPOSE_MISSING,
            examined,
            "has no extended key usage; some peers refuse it, so have it issued with the usages it needs",
        ),
        None => {}
        Some(purposes) => unfit(examined, purposes, context, findings),
    }
    if examined.as_certificate().is_none() {
        client_auth(examined, context, findings);
    }
}

fn key_usage(examined: &Examined<'_>, usage: KeyUsage, findings: &mut Findings) {
    let names = usage.names().collect::<Vec<_>>().join(", ");
    if !usage.allows_digital_signature() {
        findings.add(
            &NO_SIGNATURE,
            examined,
            format!("has the key usage {names}, without digitalSignature; TLS 1.3 does not work with it"),
        );
    }
    if usage.allows_certificate_signing() && !examined.is_authority() {
        findings.add(
            &CERT_SIGN,
            examined,
            format!("has the key usage {names}; keyCertSign is for certification authorities"),
        );
    }
}

fn unfit(examined: &Examined<'_>, purposes: &[Purpose], context: &Context, findings: &mut Findings) {
    for needed in [Purpose::ServerAuth, Purpose::ClientAuth] {
        let services = services_that_need(&needed, context);
        if services.is_empty() || purposes.contains(&needed) || purposes.contains(&Purpose::Any) {
            continue;
        }
        let has: Vec<_> = purposes.iter().map(ToString::to_string).collect();
        findings.add(
            &PURPOSE_UNFIT,
            examined,
            format!(
                "is for {} and not for {needed}, which is needed for {services}{}",
                has.join(", "),
                remedy(&needed)
            ),
        );
    }
}

fn remedy(needed: &Purpose) -> &'static str {
    match needed {
        Purpose::ClientAuth => {
            "; public CAs have left clientAuth out since 2026 (Chrome forbids it in certificates issued from 2027-03-15 on), so use one from a private CA there"
        }
        _ => "; have it issued with this usage",
    }
}

fn client_auth(examined: &Examined<'_>, context: &Context, findings: &mut Findings) {
    let asked = examined.extensions().extended_key_usage.as_deref();
    let services = services_that_need(&Purpose::ClientAuth, context);
    let wanted = asked.is_none_or(|purposes| purposes.contains(&Purpose::ClientAuth)) && !services.is_empty();
    if wanted || asked.is_some_and(|purposes| purposes.contains(&Purpose::ClientAuth)) {
        let whose = if services.is_empty() {
            String::new()
        } else {
            format!(" for {services}")
        };
        findings.add(
            &CLIENT_AUTH,
            examined,
            format!(
                "wants clientAuth{whose}, which public CAs have left out since 2026; have a private CA sign it, or use one certificate for each side"
            ),
        );
    }
}

/// The names of the services in `context` that need `purpose`, joined.
fn services_that_need(purpose: &Purpose, context: &Context) -> String {
    let services = Service::ALL
        .into_iter()
        .filter(|service| context.services.contains(service));
    let names: Vec<_> = services
        .filter(|service| service.purpose() == *purpose)
        .map(Service::as_str)
        .collect();
    names.join(" and ")
}
