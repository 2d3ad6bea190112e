//! How a file is laid out: which certificate a service uses, who issued whom, what is there twice or for nothing.

use std::collections::HashMap;

use super::signatures::{Signatures, claims};
use crate::x509::Certificate;

/// The layout of certificates that are sent together, by their positions.
pub(super) struct Layout {
    /// The one that a service uses.
    pub(super) leaf: usize,
    /// For each certificate the first that is equal to it.
    pub(super) first: Vec<usize>,
    /// For each certificate whether its own key signed it.
    pub(super) self_signed: Vec<bool>,
    /// For each certificate on a way up from the leaf its issuers in the file, itself left out; `None` for the others.
    pub(super) issuers: Vec<Option<Vec<usize>>>,
    /// Certificates that name an issuer in the file by its key, and which that key did not sign.
    pub(super) unsigned: Vec<usize>,
    /// Whether all of this is known: a hostile file can ask for more signatures than are checked.
    pub(super) is_known: bool,
}

impl Layout {
    pub(super) fn of(chain: &[Certificate]) -> Self {
        let mut signatures = Signatures::new(chain);
        let mut known = HashMap::new();
        let first: Vec<usize> = (0..)
            .zip(chain)
            .map(|(position, certificate)| *known.entry(certificate.sha256()).or_insert(position))
            .collect();
        let self_signed = first
            .iter()
            .map(|first| signatures.is_signed_by(*first, *first))
            .collect();
        let leaf = leaf(chain, &first);
        let mut layout = Self {
            leaf,
            first,
            self_signed,
            issuers: vec![None; chain.len()],
            unsigned: Vec::new(),
            is_known: true,
        };
        layout.climb(chain, &mut signatures);
        layout.is_known = signatures.are_all_checked();
        layout
    }

    /// Finds the issuers of the leaf, theirs, and so on.
    fn climb(&mut self, chain: &[Certificate], signatures: &mut Signatures<'_>) {
        let mut by_subject: HashMap<&str, Vec<usize>> = HashMap::new();
        for (position, certificate) in (0..).zip(chain).filter(|(position, _)| self.is_first(*position)) {
            by_subject
                .entry(certificate.subject().canonical())
                .or_default()
                .push(position);
        }
        let mut waiting = vec![self.leaf];
        while let Some(position) = waiting.pop() {
            let (Some(certificate), Some(None)) = (chain.get(position), self.issuers.get(position)) else {
                continue;
            };
            let claimed = |issuer: &usize| {
                chain
                    .get(*issuer)
                    .is_some_and(|issuer| claims(certificate, issuer))
            };
            let mut issuers = by_subject
                .get(certificate.issuer().canonical())
                .cloned()
                .unwrap_or_default();
            let named: Vec<usize> = issuers.iter().copied().filter(claimed).collect();
            issuers.retain(|issuer| *issuer != position && signatures.is_signed_by(position, *issuer));
            // A damaged certificate still belongs to the issuer that it names.
            if issuers.is_empty() && !self.is_self_signed(position) && !named.is_empty() {
                self.unsigned.push(position);
                issuers.extend(named.into_iter().filter(|issuer| *issuer != position));
            }
            waiting.extend(&issuers);
            if let Some(place) = self.issuers.get_mut(position) {
                *place = Some(issuers);
            }
        }
    }

    /// Whether no certificate before it is equal to it.
    pub(super) fn is_first(&self, position: usize) -> bool {
        self.first.get(position) == Some(&position)
    }

    pub(super) fn is_self_signed(&self, position: usize) -> bool {
        self.self_signed.get(position) == Some(&true)
    }

    /// Whether it is the leaf or on a way up from it.
    pub(super) fn is_related(&self, position: usize) -> bool {
        matches!(self.issuers.get(position), Some(Some(_)))
    }

    /// The issuers of a certificate that is on a way up from the leaf.
    pub(super) fn issuers(&self, position: usize) -> &[usize] {
        match self.issuers.get(position) {
            Some(Some(issuers)) => issuers,
            _ => &[],
        }
    }

    /// The positions of what the file holds, each certificate once.
    pub(super) fn distinct(&self) -> impl Iterator<Item = usize> {
        (0..self.first.len()).filter(|position| self.is_first(*position))
    }
}

/// The first, unless that is a CA's and there is one that is not.
fn leaf(chain: &[Certificate], first: &[usize]) -> usize {
    let mut others = (0..).zip(chain).filter(|(position, certificate)| {
        first.get(*position) == Some(position) && !certificate.is_authority()
    });
    match (others.next(), others.next()) {
        (Some((position, _)), None) => position,
        _ => 0,
    }
}
