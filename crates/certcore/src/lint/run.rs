//! Every rule on every certificate.

use super::{
    chain,
    context::Context,
    examined::Examined,
    extensions,
    finding::{Finding, Findings},
    identifiers, key, names,
    rule::Rule,
    serial, signature, usage, validity,
};
use crate::x509::{Certificate, CertificateRequest};

/// Looks at a certificate and the chain that is sent with it.
///
/// The first of `chain` is the certificate that a service uses; those that follow are taken for its issuers. Whether a
/// CA is public cannot be seen from a certificate: rules of the CA/Browser Forum are applied to every certificate that
/// did not sign itself, and their source says whose they are.
pub fn lint_chain(chain: &[Certificate], context: &Context) -> Vec<Finding> {
    let examined: Vec<_> = chain
        .iter()
        .enumerate()
        .map(|(position, certificate)| Examined::certificate(certificate, position))
        .collect();
    let mut findings = Findings::default();
    for one in &examined {
        each(one, context, &mut findings);
    }
    chain::check(&examined, &mut findings);
    findings.0
}

/// Looks at a request. Its signature is not looked at; see [`CertificateRequest::check`].
pub fn lint_request(request: &CertificateRequest, context: &Context) -> Vec<Finding> {
    let mut findings = Findings::default();
    each(&Examined::request(request), context, &mut findings);
    findings.0
}

/// Every rule there is, in the order of the groups.
pub fn rules() -> impl Iterator<Item = &'static Rule> {
    [
        key::RULES,
        signature::RULES,
        serial::RULES,
        names::RULES,
        usage::RULES,
        identifiers::RULES,
        extensions::RULES,
        validity::RULES,
        chain::RULES,
    ]
    .into_iter()
    .flatten()
    .copied()
}

fn each(examined: &Examined<'_>, context: &Context, findings: &mut Findings) {
    key::check(examined, findings);
    signature::check(examined, findings);
    serial::check(examined, findings);
    names::check(examined, findings);
    usage::check(examined, context, findings);
    identifiers::check(examined, findings);
    extensions::check(examined, findings);
    validity::check(examined, context, findings);
}
