//! What to serve out of a pile, and what happened to every certificate in it.

use std::{
    collections::{HashMap, HashSet, hash_map::Entry},
    fmt,
};

use thiserror::Error;

use super::{
    choice::{Chain, role_of},
    end::ChainEnd,
    leaf::{self, LeafError},
    question::{Anchors, Question, Root},
};
use crate::{
    diagnostic::error_names,
    fingerprint::Fingerprint,
    path::{BudgetSpent, EndRule, Ends, Graph, Search, can_sign},
    verify::{self, Refusal, VerifyError},
    x509::{Certificate, Unservable},
};

/// The answer: what to serve, what was left out, and where the chain ends.
#[derive(Clone, Debug)]
pub struct Repair<'a> {
    served: Vec<Served<'a>>,
    own: usize,
    cross: usize,
    removed: Vec<Removed<'a>>,
    end: ChainEnd,
    refusal: Option<Refusal>,
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
    /// It issued a certificate of the pile and is not allowed to (RFC 5280 §4.2.1.9, §4.2.1.3).
    MayNotSign,
    /// It is a precertificate (RFC 6962 §3.1).
    Precertificate,
    /// OpenSSL cannot load it.
    NotLoadable,
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
            Self::MayNotSign => "may-not-sign",
            Self::Precertificate => "precertificate",
            Self::NotLoadable => "not-loadable",
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

    /// Those of them that lead on from the root of the chain to an older one, for peers that do not know the newer root.
    pub fn cross(&self) -> &[Served<'a>] {
        self.served
            .get(self.own..self.own + self.cross)
            .unwrap_or_default()
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

    /// The removed certificates that no TLS server can serve, with their positions in the pile and the reason.
    pub fn unservable(&self) -> impl Iterator<Item = (usize, Unservable)> + '_ {
        self.removed
            .iter()
            .filter(|item| matches!(item.reason, Reason::Precertificate | Reason::NotLoadable))
            .filter_map(|item| Some((item.position, item.certificate.check_servable().err()?)))
    }

    /// Where the chain ends.
    pub fn end(&self) -> &ChainEnd {
        &self.end
    }

    /// Why a peer refuses the chain though nothing is missing: a certificate that has expired, or whatever else
    /// [`crate::verify`] finds, for the purpose of the leaf.
    pub fn refusal(&self) -> Option<&Refusal> {
        self.refusal.as_ref()
    }

    /// Whether the chain reaches a root and a peer that trusts the root accepts it, whatever host of the leaf it asks for.
    pub fn is_complete(&self) -> bool {
        self.end.is_complete() && self.refusal.is_none()
    }

    /// The chain in PEM, ready for a server.
    pub fn write_pem(&self) -> String {
        self.chain().into_iter().map(Certificate::write_pem).collect()
    }
}

/// Finds the chain to serve in `pile`.
///
/// The order and the repetitions of the pile do not matter to the answer, except that positions are those of the pile.
/// Of several paths the best has, in this order: an end that is trusted, a yes from [`crate::verify`], no certificate that is
/// expired or not yet valid or may not sign, no certificate that ends before the leaf, the fewest certificates, the latest
/// end.
///
/// # Errors
///
/// [`RepairError`] when there is no leaf to serve, or when the certificates form too many paths.
pub fn repair<'a>(pile: &'a [Certificate], question: &Question<'_>) -> Result<Repair<'a>, RepairError> {
    let (positions, mut removed) = positions(pile);
    let known = question.anchors.certificates().iter();
    let mut graph = Graph::new(
        pile.iter()
            .chain(known.clone().filter(|one| one.is_self_issued())),
    );
    let given: HashSet<usize> = positions
        .keys()
        .filter_map(|sha256| graph.find(*sha256))
        .collect();
    let leaf = leaf::find(&mut graph, &given, question.leaf, question.time)?;
    let ends = Ends {
        anchors: known.filter_map(|anchor| graph.find(anchor.sha256())).collect(),
        rule: match question.anchors {
            Anchors::Only(_) => EndRule::Roots,
            Anchors::AnyRoot { .. } => EndRule::AnyRoot,
        },
        below: Some(given.clone()),
    };
    let certificate = graph.certificate(leaf).ok_or(LeafError::NoLeaf)?;
    let asked = verify::Question::new(role_of(certificate), question.time);
    let mut search = Search::new(graph, leaf, ends, asked.conditions())?;
    let chain = Chain::find(&mut search, &asked, question, &given)?;

    let place_of = |node: &usize| {
        let certificate = search.graph().certificate(*node)?;
        let position = *positions.get(&certificate.sha256())?;
        Some(Served {
            certificate: pile.get(position)?,
            position,
        })
    };
    let mut served: Vec<Served<'a>> = chain.nodes.iter().filter_map(place_of).collect();
    let cross = served.len().saturating_sub(chain.own);
    for node in &given {
        if let Some(Served {
            certificate,
            position,
        }) = place_of(node).filter(|_| !chain.nodes.contains(node))
        {
            removed.push(Removed {
                certificate,
                position,
                reason: reason_of(*node, certificate, &chain, &search, question),
            });
        }
    }
    let mut root = None;
    if question.root == Root::Keep
        && let Some(kept) = chain.top.as_ref().or(chain.end.root())
    {
        match removed.iter().position(|item| item.certificate == kept) {
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
        own: chain.own,
        cross,
        removed,
        end: chain.end,
        refusal: chain.refusal,
        root,
    })
}

/// The first position of each certificate, and the repetitions.
fn positions(pile: &[Certificate]) -> (HashMap<Fingerprint, usize>, Vec<Removed<'_>>) {
    let mut positions: HashMap<Fingerprint, usize> = HashMap::with_capacity(pile.len());
    let mut repeated = Vec::new();
    for (position, certificate) in pile.iter().enumerate() {
        match positions.entry(certificate.sha256()) {
            Entry::Occupied(_) => repeated.push(Removed {
                certificate,
                position,
                reason: Reason::Duplicate,
            }),
            Entry::Vacant(free) => {
                free.insert(position);
            }
        }
    }
    (positions, repeated)
}

fn reason_of(
    node: usize,
    certificate: &Certificate,
    chain: &Chain,
    search: &Search<'_>,
    question: &Question<'_>,
) -> Reason {
    let same_root = |root: &Certificate| {
        root.subject() == certificate.subject() && root.public_key() == certificate.public_key()
    };
    let may_not_sign = matches!(&chain.end, ChainEnd::MayNotSign(issuer) if issuer == certificate);
    if certificate.is_precertificate() {
        Reason::Precertificate
    } else if search.graph().is_known_not_to_load(node) {
        Reason::NotLoadable
    } else if certificate.is_self_issued() && chain.end.root().is_some_and(same_root) {
        Reason::Root
    } else if !search.reaches(node) {
        Reason::Unrelated
    } else if may_not_sign || !can_sign(certificate) {
        Reason::MayNotSign
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
    /// The paths could not be verified, or there are too many.
    #[error(transparent)]
    Verify(#[from] VerifyError),
}

impl From<BudgetSpent> for RepairError {
    fn from(error: BudgetSpent) -> Self {
        Self::Verify(error.into())
    }
}

error_names!(RepairError {
    @via Self::Leaf(error) => error;
    @via Self::Verify(error) => error;
});
