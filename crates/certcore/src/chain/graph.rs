//! Who issued whom: candidates by name and key identifier, proof by signature, within a budget.

use std::collections::HashMap;

use openssl::{
    pkey::{PKey, Public},
    x509::X509,
};
use thiserror::Error;

use crate::{diagnostic::error_names, fingerprint::Fingerprint, work::Budget, x509::Certificate};

/// How many signatures are checked before the pile is given up.
///
/// A pile of real certificates needs a handful; a thousand cross-signed ones need a few thousand. More is an attack: each
/// check costs up to a millisecond.
const SIGNATURE_BUDGET: usize = 8_192;

/// How many pairs of certificates are compared by name and key identifier before the pile is given up.
const COMPARISON_BUDGET: usize = 20_000_000;

/// Certificates without duplicates, ordered by fingerprint, so that no answer depends on the input order.
pub(super) struct Graph<'a> {
    certificates: Vec<&'a Certificate>,
    by_subject: HashMap<&'a str, Vec<usize>>,
    by_issuer: HashMap<&'a str, Vec<usize>>,
    loaded: HashMap<usize, Option<X509>>,
    keys: HashMap<Fingerprint, Option<PKey<Public>>>,
    signatures: HashMap<(usize, Fingerprint), bool>,
    checked: usize,
    work: Budget,
    compared: usize,
}

/// The budget of signature checks or of comparisons is spent.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error(
    "the certificates could sign each other in too many ways (no end after {SIGNATURE_BUDGET} signatures, or fewer that take long); give only the certificates that belong together"
)]
pub struct BudgetSpent;

error_names!(BudgetSpent {
    _ => "chain-too-complex", "The certificates could sign each other in too many ways.";
});

impl<'a> Graph<'a> {
    /// A graph of `certificates`, which must be sorted by fingerprint and differ from each other.
    pub(super) fn new(certificates: Vec<&'a Certificate>) -> Self {
        let mut by_subject: HashMap<&str, Vec<usize>> = HashMap::with_capacity(certificates.len());
        let mut by_issuer: HashMap<&str, Vec<usize>> = HashMap::new();
        for (node, certificate) in certificates.iter().enumerate() {
            by_subject
                .entry(certificate.subject().canonical())
                .or_default()
                .push(node);
            by_issuer
                .entry(certificate.issuer().canonical())
                .or_default()
                .push(node);
        }
        Self {
            certificates,
            by_subject,
            by_issuer,
            loaded: HashMap::new(),
            keys: HashMap::new(),
            signatures: HashMap::new(),
            checked: 0,
            work: Budget::new(),
            compared: 0,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.certificates.len()
    }

    pub(super) fn certificate(&self, node: usize) -> Option<&'a Certificate> {
        self.certificates.get(node).copied()
    }

    pub(super) fn nodes(&self) -> impl Iterator<Item = (usize, &'a Certificate)> + '_ {
        self.certificates.iter().copied().enumerate()
    }

    /// The certificates of this graph that issued `child`, in the order of their fingerprints.
    pub(super) fn issuers_of(&mut self, child: usize) -> Result<Vec<usize>, BudgetSpent> {
        let Some(certificate) = self.certificate(child) else {
            return Ok(Vec::new());
        };
        let named = self
            .by_subject
            .get(certificate.issuer().canonical())
            .cloned()
            .unwrap_or_default();
        let mut issuers = Vec::new();
        for node in named {
            let Some(candidate) = self.certificate(node) else {
                continue;
            };
            if node != child && self.is_issued_by(child, certificate, candidate)? {
                issuers.push(node);
            }
        }
        Ok(issuers)
    }

    /// Whether `issuer` issued no other certificate of this graph.
    pub(super) fn signs_nobody(&mut self, issuer: usize) -> Result<bool, BudgetSpent> {
        let Some(certificate) = self.certificate(issuer) else {
            return Ok(true);
        };
        let named = self
            .by_issuer
            .get(certificate.subject().canonical())
            .cloned()
            .unwrap_or_default();
        for node in named {
            let Some(child) = self.certificate(node) else {
                continue;
            };
            if node != issuer && self.is_issued_by(node, child, certificate)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// Whether `child`, which is `certificate`, was issued by `issuer`, which need not be in the graph.
    pub(super) fn is_issued_by(
        &mut self,
        child: usize,
        certificate: &Certificate,
        issuer: &Certificate,
    ) -> Result<bool, BudgetSpent> {
        self.compared += 1;
        if self.compared > COMPARISON_BUDGET {
            return Err(BudgetSpent);
        }
        Ok(certificate.issuer() == issuer.subject()
            && may_issue(issuer, certificate)
            && self.is_signed_by(child, certificate, issuer)?)
    }

    /// Whether a certificate carries its own signature.
    pub(super) fn is_self_signed(&mut self, node: usize) -> Result<bool, BudgetSpent> {
        match self.certificate(node) {
            Some(certificate) if certificate.is_self_issued() => {
                self.is_signed_by(node, certificate, certificate)
            }
            _ => Ok(false),
        }
    }

    fn is_signed_by(
        &mut self,
        child: usize,
        certificate: &Certificate,
        issuer: &Certificate,
    ) -> Result<bool, BudgetSpent> {
        let key = issuer.public_key().sha256();
        if let Some(known) = self.signatures.get(&(child, key)) {
            return Ok(*known);
        }
        if self.checked >= SIGNATURE_BUDGET {
            return Err(BudgetSpent);
        }
        self.checked += 1;
        let work = issuer.public_key().verification_work();
        self.work.take(work).map_err(|_| BudgetSpent)?;
        let loaded = self
            .loaded
            .entry(child)
            .or_insert_with(|| certificate.to_openssl().ok());
        let public = self
            .keys
            .entry(key)
            .or_insert_with(|| issuer.public_key().to_openssl().ok());
        let signed = match (loaded, public) {
            (Some(loaded), Some(public)) => loaded.verify(public).unwrap_or(false),
            _ => false,
        };
        self.signatures.insert((child, key), signed);
        Ok(signed)
    }
}

/// Whether `issuer` is one that may have issued `child`, before the signature is looked at.
///
/// Key identifiers that differ rule it out, as they do in path validation (RFC 4158 §3.5.12); absent ones say nothing.
fn may_issue(issuer: &Certificate, child: &Certificate) -> bool {
    let identifiers_agree = match (
        &child.extensions().authority_key_identifier,
        &issuer.extensions().subject_key_identifier,
    ) {
        (Some(authority), Some(subject)) => authority == subject,
        _ => true,
    };
    identifiers_agree && can_sign(issuer)
}

/// Whether the certificate may sign others: CA:TRUE with keyCertSign, or a root from before there were extensions.
pub(super) fn can_sign(certificate: &Certificate) -> bool {
    let authority = match certificate.extensions().basic_constraints {
        Some(_) => certificate.is_authority(),
        None => certificate.is_self_issued(),
    };
    authority
        && certificate
            .key_usage()
            .is_none_or(crate::x509::KeyUsage::allows_certificate_signing)
}
