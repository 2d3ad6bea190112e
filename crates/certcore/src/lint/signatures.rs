//! The one place where rules have signatures checked, with a bound on how many.

use std::collections::HashMap;

use super::encoded::Encoded;
use crate::x509::Certificate;

/// How many signatures of one chain are checked, beside four for each certificate. Real chains need one for each.
const FEWEST_CHECKS: usize = 64;

/// Who signed whom in a chain; each signature is checked once.
pub(super) struct Signatures<'a> {
    chain: &'a [Certificate],
    checked: HashMap<(usize, usize), bool>,
    left: usize,
}

impl<'a> Signatures<'a> {
    pub(super) fn new(chain: &'a [Certificate]) -> Self {
        Self {
            chain,
            checked: HashMap::new(),
            left: chain.len().saturating_mul(4).saturating_add(FEWEST_CHECKS),
        }
    }

    /// Whether the certificate at `by` signed the one at `child`. When too many were asked for, nobody did.
    pub(super) fn is_signed_by(&mut self, child: usize, by: usize) -> bool {
        let (Some(certificate), Some(issuer)) = (self.chain.get(child), self.chain.get(by)) else {
            return false;
        };
        if certificate.issuer() != issuer.subject() {
            return false;
        }
        if let Some(answer) = self.checked.get(&(child, by)) {
            return *answer;
        }
        let Some(left) = self.left.checked_sub(1) else {
            return false;
        };
        self.left = left;
        let answer = certificate.is_signed_by(issuer)
            || (!can_be_checked(certificate) && names_key_of(certificate, issuer));
        self.checked.insert((child, by), answer);
        answer
    }

    /// Whether every signature that was asked for could be checked.
    pub(super) fn are_all_checked(&self) -> bool {
        self.left > 0
    }
}

/// Whether `certificate` says that `issuer` signed it, by name and key identifier.
pub(super) fn claims(certificate: &Certificate, issuer: &Certificate) -> bool {
    let named = certificate.extensions().authority_key_identifier.as_ref();
    certificate.issuer() == issuer.subject() && named.is_some() && names_key_of(certificate, issuer)
}

/// Whether OpenSSL can check the signature at all. Where it cannot, that is a finding of its own and says nothing about
/// the issuer.
fn can_be_checked(certificate: &Certificate) -> bool {
    let encoded = Encoded::certificate(certificate.der());
    encoded.inner_algorithm == encoded.outer_algorithm && certificate.to_openssl().is_ok()
}

/// Whether `certificate` names the key of `issuer`, or none.
fn names_key_of(certificate: &Certificate, issuer: &Certificate) -> bool {
    let named = certificate.extensions().authority_key_identifier.as_ref();
    named.is_none_or(|named| issuer.extensions().subject_key_identifier.as_ref() == Some(named))
}
