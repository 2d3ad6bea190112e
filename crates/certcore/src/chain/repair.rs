//! What to serve out of a pile, and what happened to every certificate in it.

use std::{
    collections::{HashMap, hash_map::Entry},
    fmt,
};

use thiserror::Error;

use super::{
    end::ChainEnd,
    graph::{BudgetSpent, Graph},
    leaf::{self, LeafError},
    path::{Path, Search},
    question::{Question, Root},
};
use crate::{diagnostic::error_names, fingerprint::Fingerprint, x509::Certificate};

/// The answer: what to serve, what was left out, and where the chain ends.
#[derive(Clone, Debug)]
pub struct Repair<'a> {
    served: Vec<Served<'a>>,
    removed: Vec<Removed<'a>>,
    end: ChainEnd,
    root: Option<Certificate>,
}

/// A certificate to serve.
#[derive(Clone, Copy, Debug)]
pub struct Served<'a> {
    /// The certificate.
    pub certificate: &'a Certificate,
    /// Its first position in the pile.
    pub position: usize,
}

/// A certificate that is not served.
#[derive(Clone, Copy, Debug)]
pub struct Removed<'a> {
    /// The certificate.
    pub certificate: &'a Certificate,
    /// Its position in the pile.
    pub position: usize,
    /// Why.
    pub reason: Reason,
}

/// Why a certificate is not served.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Reason {
    /// The same certificate stands in the pile already.
    Duplicate,
    /// It has nothing to do with the leaf.
    Unrelated,
    /// It is the root at the end of the chain.
    Root,
    /// It belongs to another path from the leaf to a root.
    OtherPath,
    /// It could have been used, but is not valid at the time of the question.
    ExpiredAlternative,
}

impl Reason {
    /// The stable name.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Duplicate => "duplicate",
            Self::Unrelated => "unrelated",
            Self::Root => "root",
            Self::OtherPath => "other-path",
            Self::ExpiredAlternative => "expired-alternative",
        }
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl<'a> Repair<'a> {
    /// The certificates of the pile to serve, leaf first, each followed by the one that signed it.
    pub fn served(&self) -> &[Served<'a>] {
        &self.served
    }

    /// The chain to serve, leaf first. With [`Root::Keep`] the root is last, also when only the anchors have it.
    pub fn chain(&self) -> Vec<&Certificate> {
        self.served
            .iter()
            .map(|served| served.certificate)
            .chain(self.root.as_ref())
            .collect()
    }

    /// The certificates that are not served, by reason and fingerprint.
    pub fn removed(&self) -> &[Removed<'a>] {
        &self.removed
    }

    /// Where the chain ends.
    pub fn end(&self) -> &ChainEnd {
        &self.end
    }

    /// Whether the chain reaches a root.
    pub fn is_complete(&self) -> bool {
        self.end.is_complete()
    }

    /// The chain in PEM, ready for a server.
    pub fn write_pem(&self) -> String {
        self.chain().into_iter().map(Certificate::write_pem).collect()
    }
}

/// Finds the chain to serve in `pile`.
///
/// The order and the repetitions of the pile do not matter to the answer, except that positions are those of the pile.
/// Of several paths the best has, in this order: an end that is trusted, no certificate that is expired or not yet valid,
/// no certificate that ends before the leaf, the fewest certificates, the latest end.
///
/// # Errors
///
/// [`RepairError`] when there is no leaf to serve, or the pile is a maze.
pub fn repair<'a>(pile: &'a [Certificate], question: &Question<'_>) -> Result<Repair<'a>, RepairError> {
    let mut positions: HashMap<Fingerprint, usize> = HashMap::with_capacity(pile.len());
    let mut removed = Vec::new();
    for (position, certificate) in pile.iter().enumerate() {
        match positions.entry(certificate.sha256()) {
            Entry::Occupied(_) => removed.push(Removed {
                certificate,
                position,
                reason: Reason::Duplicate,
            }),
            Entry::Vacant(free) => {
                free.insert(position);
            }
        }
    }
    let mut unique: Vec<(Fingerprint, usize)> = positions.into_iter().collect();
    unique.sort_unstable();
    let mut graph = Graph::new(
        unique
            .iter()
            .filter_map(|(_, position)| pile.get(*position))
            .collect(),
    );

    let leaf = leaf::find(&mut graph, question.leaf, question.time)?;
    let certificate = graph.certificate(leaf).ok_or(LeafError::NoLeaf)?;
    let path = Search::new(&mut graph, certificate, question.anchors, question.time).run(leaf)?;

    let mut served: Vec<Option<Served<'a>>> = vec![None; path.nodes.len()];
    for (node, (_, position)) in unique.iter().enumerate() {
        let Some(certificate) = pile.get(*position) else {
            continue;
        };
        let place = path.nodes.iter().position(|other| *other == node);
        if let Some(slot) = place.and_then(|place| served.get_mut(place)) {
            *slot = Some(Served {
                certificate,
                position: *position,
            });
        } else {
            let reason = reason_of(node, certificate, &path, question);
            removed.push(Removed {
                certificate,
                position: *position,
                reason,
            });
        }
    }
    let mut served: Vec<Served<'a>> = served.into_iter().flatten().collect();
    let mut root = None;
    if question.root == Root::Keep
        && let Some(kept) = path.end.root()
    {
        match removed
            .iter()
            .position(|item| item.reason == Reason::Root && item.certificate == kept)
        {
            Some(place) => {
                let item = removed.swap_remove(place);
                served.push(Served {
                    certificate: item.certificate,
                    position: item.position,
                });
            }
            None => root = Some(kept.clone()),
        }
    }
    removed.sort_by_key(|item| (item.reason, item.certificate.sha256(), item.position));
    Ok(Repair {
        served,
        removed,
        end: path.end,
        root,
    })
}

fn reason_of(node: usize, certificate: &Certificate, path: &Path, question: &Question<'_>) -> Reason {
    let same_root = |root: &Certificate| {
        root.subject() == certificate.subject() && root.public_key() == certificate.public_key()
    };
    if certificate.is_self_issued() && path.end.root().is_some_and(same_root) {
        Reason::Root
    } else if !path.reachable.contains(&node) {
        Reason::Unrelated
    } else if certificate.validity().contains(question.time) {
        Reason::OtherPath
    } else {
        Reason::ExpiredAlternative
    }
}

/// Why a pile gives no chain.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum RepairError {
    /// There is no leaf to serve.
    #[error(transparent)]
    Leaf(#[from] LeafError),
    /// Too many signatures would have to be checked.
    #[error(transparent)]
    TooComplex(#[from] BudgetSpent),
}

error_names!(RepairError {
    @via Self::Leaf(error) => error;
    @via Self::TooComplex(error) => error;
});
