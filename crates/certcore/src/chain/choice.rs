//! Which of all paths is served, and what peers say of it.

use std::{cmp::Reverse, collections::HashSet};

use super::{
    end::{ChainEnd, Missing},
    question::{Anchors, Cross, Question, Root},
};
use crate::{
    path::{Fault, PathEnd, Search},
    verify::{self, AnchorRule, Refusal, Role, VerifyError, diagnose, first_valid, path_length, run_path},
    x509::{Certificate, Purpose},
};

/// How many certificates are tried as the first one that leads to an older root.
const MOST_CROSS: usize = 16;

/// The chain to serve.
pub(super) struct Chain {
    /// The certificates, the leaf first, without the root.
    pub(super) nodes: Vec<usize>,
    /// How many of them belong to the chain that ends at `end`; the others lead on to an older root.
    pub(super) own: usize,
    pub(super) end: ChainEnd,
    /// The older root, where it is known.
    pub(super) top: Option<Certificate>,
    pub(super) refusal: Option<Refusal>,
}

/// The side of TLS that a certificate is for.
pub(super) fn role_of(leaf: &Certificate) -> Role {
    if !leaf.allows(&Purpose::ServerAuth) && leaf.allows(&Purpose::ClientAuth) {
        Role::Client
    } else {
        Role::Server
    }
}

impl Chain {
    /// The best chain from the leaf of `search`, out of the nodes of `pile`.
    pub(super) fn find(
        search: &mut Search<'_>,
        asked: &verify::Question,
        question: &Question<'_>,
        pile: &HashSet<usize>,
    ) -> Result<Self, VerifyError> {
        let mut chain = match first_valid(search, asked)? {
            Some(tried) => match tried.run.failure {
                None => Self::trusted(tried.run.nodes(search.graph())?, search, question, pile),
                Some(failure) => {
                    let path = certificates(search, &tried.run.nodes(search.graph())?);
                    let refusal = diagnose(failure, &path, search, asked);
                    let chain = Self::trusted(tried.path.nodes, search, question, pile);
                    Self {
                        refusal: Some(refusal),
                        ..chain.without_who_may_not_sign(search)
                    }
                }
            },
            None => Self::unfinished(search, asked),
        };
        if question.cross == Cross::Keep && chain.refusal.is_none() && chain.end.root().is_some() {
            chain.add_cross(search, asked, question, pile)?;
        }
        Ok(chain)
    }

    /// A path that ends at a trusted root.
    fn trusted(
        mut nodes: Vec<usize>,
        search: &Search<'_>,
        question: &Question<'_>,
        pile: &HashSet<usize>,
    ) -> Self {
        let root = if nodes.len() > 1 { nodes.pop() } else { None };
        let certificate = root.and_then(|root| search.graph().certificate(root)).cloned();
        let is_given = root.is_some_and(|root| pile.contains(&root));
        let end = match (certificate, question.anchors) {
            (None, _) => ChainEnd::SelfSigned,
            (Some(root), Anchors::AnyRoot { .. }) if is_given => ChainEnd::Root(root),
            (Some(root), _) => ChainEnd::Anchor(root),
        };
        Self::new(nodes, end)
    }

    fn new(nodes: Vec<usize>, end: ChainEnd) -> Self {
        Self {
            own: nodes.len(),
            nodes,
            end,
            top: None,
            refusal: None,
        }
    }

    /// The best path that ends too early.
    fn unfinished(search: &Search<'_>, asked: &verify::Question) -> Self {
        let Some(mut path) = search.dead_end() else {
            let leaf = search.graph().certificate(search.leaf());
            let end = leaf.map_or(ChainEnd::SelfSigned, |leaf| {
                ChainEnd::Missing(Missing::above(leaf))
            });
            return Self::new(vec![search.leaf()], end);
        };
        let refusal = first_fault(search, &path.nodes, asked);
        let last = path
            .nodes
            .last()
            .and_then(|last| search.graph().certificate(*last));
        let end = match (last, path.end) {
            (None, _) => ChainEnd::SelfSigned,
            (Some(leaf), PathEnd::UntrustedRoot) if path.nodes.len() == 1 => {
                ChainEnd::UntrustedLeaf(leaf.clone())
            }
            (Some(root), PathEnd::UntrustedRoot) => {
                path.nodes.pop();
                ChainEnd::UntrustedRoot(root.clone())
            }
            (Some(last), _) => ChainEnd::Missing(Missing::above(last)),
        };
        Self {
            refusal,
            ..Self::new(path.nodes, end).without_who_may_not_sign(search)
        }
    }

    /// Ends the chain below the first certificate that may not stand where it does.
    fn without_who_may_not_sign(mut self, search: &Search<'_>) -> Self {
        let mut all = self.nodes.clone();
        let root = self
            .end
            .root()
            .and_then(|root| search.graph().find(root.sha256()));
        all.extend(root);
        let faults = search.faults(&all);
        let unfit = faults
            .iter()
            .find(|(_, fault)| matches!(fault, Fault::MayNotSign | Fault::PathLength));
        let issuer = unfit.and_then(|(position, _)| {
            self.nodes.truncate(*position);
            self.own = self.nodes.len();
            search.graph().certificate(*all.get(*position)?)
        });
        if let Some(issuer) = issuer {
            self.end = ChainEnd::MayNotSign(issuer.clone());
        }
        self
    }

    /// Adds the certificates that lead on from the last one to an older root, as long as peers accept the longer chain.
    fn add_cross(
        &mut self,
        search: &mut Search<'_>,
        asked: &verify::Question,
        question: &Question<'_>,
        pile: &HashSet<usize>,
    ) -> Result<(), VerifyError> {
        for first in issuers(search, &self.nodes, pile).into_iter().take(MOST_CROSS) {
            let mut nodes = self.nodes.clone();
            let mut next = Some(first);
            while let Some(node) = next {
                nodes.push(node);
                let above = search.issuers_of(node).iter().copied();
                next = match above.min_by_key(|issuer| !search.is_end(*issuer)) {
                    Some(end) if search.is_end(end) => {
                        nodes.push(end);
                        None
                    }
                    _ => issuers(search, &nodes, pile).first().copied(),
                };
            }
            let top = nodes.last().copied().filter(|top| search.is_end(*top));
            let rule = match (top, question.anchors, question.root) {
                (Some(_), ..) => AnchorRule::Roots,
                // The older root may well be one that this machine no longer knows.
                (None, Anchors::AnyRoot { .. }, Root::Drop) => AnchorRule::AnyCertificate,
                _ => continue,
            };
            let run = run_path(search, &nodes, &asked.clone().anchors(rule))?;
            if run.failure.is_none() {
                self.top = top.and_then(|top| search.graph().certificate(top)).cloned();
                nodes.truncate(nodes.len() - usize::from(top.is_some()));
                self.nodes = nodes;
                break;
            }
        }
        Ok(())
    }
}

/// The certificates of the pile, roots apart, that can follow the last one of a chain, the best first.
fn issuers(search: &Search<'_>, nodes: &[usize], pile: &HashSet<usize>) -> Vec<usize> {
    let fits = |node: &usize| {
        let chain: Vec<usize> = nodes.iter().chain([node]).copied().collect();
        search
            .faults(&chain)
            .iter()
            .all(|(position, _)| *position < nodes.len())
    };
    let above = nodes.last().map_or(&[][..], |last| search.issuers_of(*last));
    let mut found: Vec<usize> = above
        .iter()
        .copied()
        .filter(|node| pile.contains(node) && !search.is_root(*node) && !nodes.contains(node) && fits(node))
        .collect();
    found.sort_by_key(|node| {
        let end = search
            .graph()
            .certificate(*node)
            .map(|one| one.validity().not_after());
        (!search.leads_to_an_end(*node), Reverse(end))
    });
    found
}

fn certificates<'a>(search: &Search<'a>, nodes: &[usize]) -> Vec<&'a Certificate> {
    nodes
        .iter()
        .filter_map(|node| search.graph().certificate(*node))
        .collect()
}

/// The first reason for which peers refuse a path, where its end is not there and OpenSSL would only tell of that.
fn first_fault(search: &Search<'_>, nodes: &[usize], asked: &verify::Question) -> Option<Refusal> {
    search.faults(nodes).into_iter().find_map(|(position, fault)| {
        let certificate = search.graph().certificate(*nodes.get(position)?)?;
        let subject = certificate.display_name();
        let (time, validity) = (asked.conditions().time, certificate.validity());
        match fault {
            Fault::MayNotSign => Some(Refusal::NotAuthority { subject }),
            Fault::PathLength => Some(Refusal::PathLength {
                subject,
                allowed: path_length(certificate).unwrap_or_default(),
            }),
            Fault::NotValid if time < validity.not_before() => Some(Refusal::NotYetValid {
                subject,
                not_before: validity.not_before(),
                time,
            }),
            Fault::NotValid => Some(Refusal::Expired {
                subject,
                not_after: validity.not_after(),
                time,
            }),
            Fault::Usage => None,
        }
    })
}
