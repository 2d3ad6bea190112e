//! Finding the leaf in a pile.

use chrono::{DateTime, Utc};

use super::{
    graph::{Graph, can_sign},
    repair::RepairError,
};
use crate::{
    key::PublicKey,
    x509::{Certificate, Fingerprint},
};

/// How the leaf is known.
#[derive(Clone, Copy, Debug)]
pub enum Leaf<'a> {
    /// It carries this key: that of a private key or of a request.
    WithKey(&'a PublicKey),
    /// It is the only certificate that signs nobody.
    OnlyOne,
}

/// A certificate that could be the leaf, for a message to people.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Candidate {
    /// Its subject.
    pub subject: String,
    /// Its fingerprint.
    pub sha256: Fingerprint,
}

impl Candidate {
    fn new(certificate: &Certificate) -> Self {
        Self {
            subject: certificate.subject().to_string(),
            sha256: certificate.sha256(),
        }
    }
}

/// The node of the leaf.
pub(super) fn find(graph: &mut Graph<'_>, leaf: Leaf<'_>, time: DateTime<Utc>) -> Result<usize, RepairError> {
    let candidates = match leaf {
        Leaf::WithKey(key) => with_key(graph, key)?,
        Leaf::OnlyOne => only_one(graph)?,
    };
    let node = newest(graph, &candidates, time)?;
    let certificate = graph.certificate(node).ok_or(RepairError::Empty)?;
    if certificate.is_authority() {
        return Err(RepairError::LeafIsAuthority {
            leaf: Candidate::new(certificate),
        });
    }
    let validity = certificate.validity();
    if time > validity.not_after() {
        return Err(RepairError::Expired {
            leaf: Candidate::new(certificate),
            not_after: validity.not_after(),
        });
    }
    if time < validity.not_before() {
        return Err(RepairError::NotYetValid {
            leaf: Candidate::new(certificate),
            not_before: validity.not_before(),
        });
    }
    Ok(node)
}

fn with_key(graph: &Graph<'_>, key: &PublicKey) -> Result<Vec<usize>, RepairError> {
    let found: Vec<usize> = graph
        .nodes()
        .filter(|(_, certificate)| certificate.public_key() == key)
        .map(|(node, _)| node)
        .collect();
    if found.is_empty() {
        let others = graph
            .nodes()
            .filter(|(_, c)| !c.is_authority())
            .map(|(_, c)| Candidate::new(c))
            .collect();
        return Err(RepairError::KeyDoesNotMatch {
            key: key.sha256(),
            others,
        });
    }
    Ok(found)
}

/// The certificates that sign nobody, without those of authorities unless there are no others.
fn only_one(graph: &mut Graph<'_>) -> Result<Vec<usize>, RepairError> {
    let mut leaves = Vec::new();
    for node in 0..graph.len() {
        let Some(certificate) = graph.certificate(node) else {
            continue;
        };
        if !can_sign(certificate) || (!certificate.is_authority() && graph.signs_nobody(node)?) {
            leaves.push(node);
        }
    }
    if leaves.is_empty() {
        for node in 0..graph.len() {
            if graph.signs_nobody(node)? {
                leaves.push(node);
            }
        }
    }
    Ok(leaves)
}

/// Of several certificates for one key the one to serve: one that another signed before a self-signed one, one that is
/// valid before one that is not, then the youngest.
fn newest(graph: &mut Graph<'_>, candidates: &[usize], time: DateTime<Utc>) -> Result<usize, RepairError> {
    let mut ranked = Vec::new();
    for node in candidates {
        let Some(certificate) = graph.certificate(*node) else {
            continue;
        };
        let validity = certificate.validity();
        let rank = (
            !certificate.is_authority(),
            !graph.is_self_signed(*node)?,
            validity.contains(time),
            validity.not_before(),
            validity.not_after(),
            certificate.sha256(),
        );
        ranked.push((rank, *node));
    }
    ranked.sort_unstable();
    let Some((_, best)) = ranked.last() else {
        return Err(RepairError::NoLeaf);
    };
    let key = graph.certificate(*best).map(Certificate::public_key);
    let others = |node: &usize| graph.certificate(*node).map(Certificate::public_key) != key;
    if candidates.iter().any(others) {
        let candidates = candidates
            .iter()
            .filter_map(|node| graph.certificate(*node))
            .map(Candidate::new)
            .collect();
        return Err(RepairError::SeveralLeaves { candidates });
    }
    Ok(*best)
}
