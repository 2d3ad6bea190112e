//! Finding the leaf in a pile.

use std::collections::HashSet;

use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::{
    diagnostic::error_names,
    fingerprint::Fingerprint,
    key::PublicKey,
    path::{BudgetSpent, Graph, can_sign},
    x509::{Certificate, Unservable, ValidityError},
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
            subject: certificate.display_name(),
            sha256: certificate.sha256(),
        }
    }
}

/// The node of the leaf, which is one of `pile`.
pub(super) fn find(
    graph: &mut Graph<'_>,
    pile: &HashSet<usize>,
    leaf: Leaf<'_>,
    time: DateTime<Utc>,
) -> Result<usize, LeafError> {
    let candidates = match leaf {
        Leaf::WithKey(key) => with_key(graph, pile, key)?,
        Leaf::OnlyOne => only_one(graph, pile)?,
    };
    let node = newest(graph, &candidates, time)?;
    // What plain `openssl req -x509` makes says CA:TRUE. Who has its key can serve it; lint says what peers make of it.
    let is_own = matches!(leaf, Leaf::WithKey(_)) && graph.is_self_signed(node)?;
    let certificate = graph.certificate(node).ok_or(LeafError::NoLeaf)?;
    certificate.check_servable()?;
    if certificate.is_authority() && !is_own {
        return Err(LeafError::LeafIsAuthority {
            leaf: Candidate::new(certificate),
        });
    }
    let validity = certificate.validity();
    validity.check()?;
    if time > validity.not_after() {
        return Err(LeafError::Expired {
            leaf: Candidate::new(certificate),
            not_after: validity.not_after(),
        });
    }
    if time < validity.not_before() {
        return Err(LeafError::NotYetValid {
            leaf: Candidate::new(certificate),
            not_before: validity.not_before(),
        });
    }
    Ok(node)
}

/// Why a pile has no leaf to serve.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum LeafError {
    /// No certificate carries the key that was given.
    #[error("no certificate belongs to the key (SHA-256 of the public key {key}){}; the answer was made for another request", list(", only these: ", .others))]
    KeyDoesNotMatch {
        /// SHA-256 of the `SubjectPublicKeyInfo`.
        key: Fingerprint,
        /// The leaves that are there.
        others: Vec<Candidate>,
    },
    /// Every certificate signs another one.
    #[error(
        "no certificate can be the leaf: each one signs another; add the certificate that was issued for your key"
    )]
    NoLeaf,
    /// Several certificates sign nobody.
    #[error("several certificates can be the leaf{}; give the private key or the request to choose one", list(": ", .candidates))]
    SeveralLeaves {
        /// Which.
        candidates: Vec<Candidate>,
    },
    /// The leaf is the certificate of a certification authority, and did not sign itself or its key was not given.
    #[error("'{}' is a CA certificate (CA:TRUE) and cannot be served as a leaf; add the certificate that was issued for your key", .leaf.subject)]
    LeafIsAuthority {
        /// Which.
        leaf: Candidate,
    },
    /// The leaf has expired.
    #[error("the certificate of '{}' expired at {}; renew it", .leaf.subject, .not_after.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))]
    Expired {
        /// Which.
        leaf: Candidate,
        /// When.
        not_after: DateTime<Utc>,
    },
    /// The leaf is not valid yet.
    #[error("the certificate of '{}' is not valid before {}; wait until then, or check this machine's clock", .leaf.subject, .not_before.to_rfc3339_opts(chrono::SecondsFormat::Secs, true))]
    NotYetValid {
        /// Which.
        leaf: Candidate,
        /// When.
        not_before: DateTime<Utc>,
    },
    /// There is no time at which the leaf is valid.
    #[error(transparent)]
    Validity(#[from] ValidityError),
    /// No TLS server can serve the leaf.
    #[error(transparent)]
    Unservable(#[from] Unservable),
    /// Too many signatures would have to be checked.
    #[error(transparent)]
    TooComplex(#[from] BudgetSpent),
}

error_names!(LeafError {
    Self::KeyDoesNotMatch { .. } => "key-does-not-match", "No certificate belongs to the key or the request.";
    Self::NoLeaf => "leaf-not-found", "Every certificate signs another one, so none can be the leaf.";
    Self::SeveralLeaves { .. } => "leaf-ambiguous", "Several certificates can be the leaf.";
    Self::LeafIsAuthority { .. } => "leaf-is-ca", "The leaf is the certificate of a certification authority.";
    Self::Expired { .. } => "certificate-expired", "The leaf has expired.";
    Self::NotYetValid { .. } => "certificate-not-yet-valid", "The leaf is not valid yet.";
    @via Self::Validity(error) => error;
    @via Self::Unservable(error) => error;
    @via Self::TooComplex(error) => error;
});

fn with_key(graph: &Graph<'_>, pile: &HashSet<usize>, key: &PublicKey) -> Result<Vec<usize>, LeafError> {
    let given = || graph.nodes().filter(|(node, _)| pile.contains(node));
    let found: Vec<usize> = given()
        .filter(|(_, certificate)| certificate.public_key() == key)
        .map(|(node, _)| node)
        .collect();
    if found.is_empty() {
        let others = given()
            .filter(|(_, c)| !c.is_authority())
            .map(|(_, c)| Candidate::new(c))
            .collect();
        return Err(LeafError::KeyDoesNotMatch {
            key: key.sha256(),
            others,
        });
    }
    Ok(found)
}

/// The certificates that sign nobody, without those of authorities unless there are no others.
fn only_one(graph: &mut Graph<'_>, pile: &HashSet<usize>) -> Result<Vec<usize>, LeafError> {
    let (mut leaves, mut authorities) = (Vec::new(), Vec::new());
    for node in 0..graph.len() {
        let Some(certificate) = graph.certificate(node).filter(|_| pile.contains(&node)) else {
            continue;
        };
        if can_sign(certificate) && certificate.is_authority() {
            authorities.push(node);
        } else if graph.signs_nobody(node)? {
            leaves.push(node);
        }
    }
    if leaves.is_empty() {
        for node in authorities {
            if graph.signs_nobody(node)? {
                leaves.push(node);
            }
        }
    }
    Ok(leaves)
}

/// Of several certificates for one key the one to serve: one that can be served before one that cannot, one that another
/// signed before a self-signed one, one that is valid before one that is not, then the youngest.
fn newest(graph: &mut Graph<'_>, candidates: &[usize], time: DateTime<Utc>) -> Result<usize, LeafError> {
    let mut ranked = Vec::new();
    for node in candidates {
        let Some(certificate) = graph.certificate(*node) else {
            continue;
        };
        let validity = certificate.validity();
        let rank = (
            graph.loaded(*node).is_some() && !certificate.is_precertificate(),
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
        return Err(LeafError::NoLeaf);
    };
    let key = graph.certificate(*best).map(Certificate::public_key);
    let others = |node: &usize| graph.certificate(*node).map(Certificate::public_key) != key;
    if candidates.iter().any(others) {
        let candidates = candidates
            .iter()
            .filter_map(|node| graph.certificate(*node))
            .map(Candidate::new)
            .collect();
        return Err(LeafError::SeveralLeaves { candidates });
    }
    Ok(*best)
}

/// At most five candidates, for one line.
fn list(introduction: &str, candidates: &[Candidate]) -> String {
    if candidates.is_empty() {
        return String::new();
    }
    let shown: Vec<String> = candidates
        .iter()
        .take(5)
        .map(|candidate| format!("'{}' ({})", candidate.subject, candidate.sha256))
        .collect();
    let more = candidates.len().saturating_sub(5);
    let rest = if more > 0 {
        format!(" and {more} more")
    } else {
        String::new()
    };
    format!("{introduction}{}{rest}", shown.join(", "))
}
