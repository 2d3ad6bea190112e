//! Every rule on every certificate.

use super::{
    chain::{self, Sent},
    context::Context,
    examined::{Examined, Place},
    extensions, fields,
    finding::{Finding, Findings},
    group::rules,
    key,
    layout::Layout,
    names, public,
    rule::{Rule, Severity},
    signatures::Signatures,
    subject, usage, validity,
};
use crate::x509::{Certificate, CertificateRequest};

rules! {
    NOT_LOADABLE: Error, "certificate-not-loadable", "OpenSSL d2i_X509",
        "OpenSSL cannot read the certificate, so a TLS server cannot load it and peers refuse it.";
}

/// Looks at a certificate and the chain that is sent with it, laid out as it is sent.
///
/// The first of `chain` is the certificate that a service uses, or the only one that is not a CA's; the others are its
/// issuers, or should be. Whether a CA is public cannot be seen from a certificate for sure: most rules of the CA/Browser
/// Forum are applied to every certificate that did not sign itself, and their source says whose they are. Those that a CA
/// of one's own rightly breaks are applied where the certificate has timestamps of public logs or a policy of the Forum.
pub fn lint_chain(chain: &[Certificate], context: &Context) -> Vec<Finding> {
    let layout = Layout::of(chain);
    let mut examined: Vec<_> = chain
        .iter()
        .enumerate()
        .map(|(position, certificate)| {
            let place = Place::of(
                layout.first.get(position) == Some(&layout.leaf),
                layout.is_self_signed(position),
            );
            Examined::certificate(certificate, position, place, context)
        })
        .collect();
    let is_public = examined.iter().any(|one| one.is_public);
    for one in &mut examined {
        one.is_public = is_public;
    }
    let mut findings = Findings::default();
    for one in examined.iter().filter(|one| layout.is_first(one.position)) {
        each(one, &mut findings);
    }
    let sent = Sent {
        layout: &layout,
        chain,
        examined: &examined,
    };
    chain::check(&sent, &mut findings);
    findings.0
}

/// Looks at the certificates of CAs that no service uses, each for itself.
pub fn lint_authorities(authorities: &[Certificate], context: &Context) -> Vec<Finding> {
    let mut findings = Findings::default();
    let mut signatures = Signatures::new(authorities);
    for (position, certificate) in authorities.iter().enumerate() {
        let place = Place::of(false, signatures.is_signed_by(position, position));
        each(
            &Examined::certificate(certificate, position, place, context),
            &mut findings,
        );
    }
    findings.0
}

/// Looks at a request.
pub fn lint_request(request: &CertificateRequest, context: &Context) -> Vec<Finding> {
    let mut findings = Findings::default();
    each(&Examined::request(request, context), &mut findings);
    findings.0
}

/// Every rule there is, in the order of the groups.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [
        key::RULES,
        fields::RULES,
        subject::RULES,
        names::RULES,
        usage::RULES,
        public::RULES,
        extensions::RULES,
        validity::RULES,
        RULES,
        chain::RULES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

fn each(examined: &Examined<'_>, findings: &mut Findings) {
    let before = findings.0.len();
    key::check(examined, findings);
    fields::check(examined, findings);
    subject::check(examined, findings);
    names::check(examined, findings);
    usage::check(examined, findings);
    public::check(examined, findings);
    extensions::check(examined, findings);
    validity::check(examined, findings);
    // An error that was found says why, better than that it cannot be loaded.
    let mut own = findings.0.iter().skip(before);
    let is_explained = own.any(|finding| finding.severity() == Severity::Error);
    let refused = |certificate: &Certificate| certificate.to_openssl().is_err();
    if !is_explained && examined.as_certificate().is_some_and(refused) {
        let predicate = "cannot be read by OpenSSL, so a TLS server cannot load it; have it issued again";
        findings.add(&NOT_LOADABLE, examined, predicate);
    }
}
