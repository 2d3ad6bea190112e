//! Who issued whom: candidates by name and key identifier, proof by signature, within a budget.

use std::collections::HashMap;

use openssl::{
    pkey::{PKey, Public},
    x509::X509,
};
use thiserror::Error;

use crate::{
    diagnostic::error_names,
    fingerprint::Fingerprint,
    work::{Budget, WorkLimit},
    x509::Certificate,
};

/// How many signatures are checked before the certificates are given up.
///
/// Real certificates need a handful; a thousand cross-signed ones need a few thousand. More is an attack: each check costs
/// up to a millisecond.
const SIGNATURE_BUDGET: usize = 8_192;

/// How many pairs of certificates are compared by name and key identifier before the certificates are given up.
const COMPARISON_BUDGET: usize = 20_000_000;

/// Certificates without duplicates, ordered by fingerprint, so that no answer depends on the input order.
pub(crate) struct Graph<'a> {
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

/// What one search of a chain may cost is spent.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum BudgetSpent {
    /// Too many signatures were checked, certificates compared or paths tried.
    #[error(
        "the certificates can be put together in too many ways, and none that was tried is valid; give only the certificates that belong together"
    )]
    TooManyPaths,
    /// The signatures take too long, as those of keys with large exponents do.
    #[error(transparent)]
    Work(#[from] WorkLimit),
}

error_names!(BudgetSpent {
    Self::TooManyPaths => "chain-too-complex", "The certificates can be put together in too many ways.";
    @via Self::Work(error) => error;
});

impl<'a> Graph<'a> {
    /// A graph of these certificates, each of them once.
    pub(crate) fn new(certificates: impl IntoIterator<Item = &'a Certificate>) -> Self {
        let mut certificates: Vec<&Certificate> = certificates.into_iter().collect();
        certificates.sort_unstable_by_key(|certificate| certificate.sha256());
        certificates.dedup();
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

    pub(crate) fn len(&self) -> usize {
        self.certificates.len()
    }

    pub(crate) fn certificate(&self, node: usize) -> Option<&'a Certificate> {
        self.certificates.get(node).copied()
    }

    pub(crate) fn nodes(&self) -> impl Iterator<Item = (usize, &'a Certificate)> + '_ {
        self.certificates.iter().copied().enumerate()
    }

    /// The node of the certificate with this fingerprint.
    pub(crate) fn find(&self, sha256: Fingerprint) -> Option<usize> {
        self.certificates
            .binary_search_by_key(&sha256, |other| other.sha256())
            .ok()
    }

    /// The certificate as OpenSSL loaded it; `None` when it cannot.
    pub(crate) fn loaded(&mut self, node: usize) -> Option<X509> {
        let certificate = self.certificate(node)?;
        let loaded = self
            .loaded
            .entry(node)
            .or_insert_with(|| certificate.to_openssl().ok());
        loaded.clone()
    }

    /// Takes the work of checking the signatures of a path off the budget.
    pub(crate) fn pay_for(&mut self, path: &[usize]) -> Result<(), BudgetSpent> {
        for node in path {
            if let Some(certificate) = self.certificate(*node) {
                let work = certificate.public_key().verification_work();
                self.work.take(work)?;
            }
        }
        Ok(())
    }

    /// Whether OpenSSL was asked to load the certificate and did not.
    pub(crate) fn is_known_not_to_load(&self, node: usize) -> bool {
        matches!(self.loaded.get(&node), Some(None))
    }

    /// The certificates that bear the name of the issuer of `child`, in the order of their fingerprints.
    pub(crate) fn namesakes_of_issuer(&self, child: usize) -> Vec<usize> {
        let issuer = self.certificate(child).map(|child| child.issuer().canonical());
        let named = issuer.and_then(|issuer| self.by_subject.get(issuer));
        named.cloned().unwrap_or_default()
    }

    /// The certificates of this graph that issued `child` and can be served, in the order of their fingerprints.
    pub(crate) fn issuers_of(&mut self, child: usize) -> Result<Vec<usize>, BudgetSpent> {
        let Some(certificate) = self.certificate(child) else {
            return Ok(Vec::new());
        };
        let mut issuers = Vec::new();
        for node in self.namesakes_of_issuer(child) {
            let Some(candidate) = self.certificate(node) else {
                continue;
            };
            if node != child
                && !candidate.is_precertificate()
                && self.is_issued_by(child, certificate, candidate)?
                && self.loaded(node).is_some()
            {
                issuers.push(node);
            }
        }
        Ok(issuers)
    }

    /// Whether `issuer` issued no certificate of this graph for another key.
    pub(crate) fn signs_nobody(&mut self, issuer: usize) -> Result<bool, BudgetSpent> {
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
            let is_another = child.public_key() != certificate.public_key();
            if is_another && self.is_issued_by(node, child, certificate)? {
                return Ok(false);
            }
        }
        Ok(true)
    }

    fn is_issued_by(
        &mut self,
        child: usize,
        certificate: &Certificate,
        issuer: &Certificate,
    ) -> Result<bool, BudgetSpent> {
        self.compared += 1;
        if self.compared > COMPARISON_BUDGET {
            return Err(BudgetSpent::TooManyPaths);
        }
        Ok(certificate.issuer() == issuer.subject()
            && identifiers_agree(issuer, certificate)
            && self.is_signed_by(child, certificate, issuer)?)
    }

    /// Whether a certificate carries its own signature.
    pub(crate) fn is_self_signed(&mut self, node: usize) -> Result<bool, BudgetSpent> {
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
            return Err(BudgetSpent::TooManyPaths);
        }
        self.checked += 1;
        let work = issuer.public_key().verification_work();
        self.work.take(work)?;
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

/// Whether `issuer` may have issued `child`, before the signature is looked at.
///
/// Key identifiers that differ rule it out, as they do in path validation (RFC 4158 §3.5.12); absent ones say nothing.
fn identifiers_agree(issuer: &Certificate, child: &Certificate) -> bool {
    match (
        &child.extensions().authority_key_identifier,
        &issuer.extensions().subject_key_identifier,
    ) {
        (Some(authority), Some(subject)) => authority == subject,
        _ => true,
    }
}

/// Whether the certificate may sign others: CA:TRUE with keyCertSign, or a root from before there were extensions.
pub(crate) fn can_sign(certificate: &Certificate) -> bool {
    let authority = match certificate.extensions().basic_constraints {
        Some(_) => certificate.is_authority(),
        None => certificate.is_self_issued(),
    };
    authority
        && certificate
            .key_usage()
            .is_none_or(crate::x509::KeyUsage::allows_certificate_signing)
}
