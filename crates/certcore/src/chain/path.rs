//! The best path from a leaf upwards, found layer by layer so that loops and cross-signing cost no more than edges.

use std::{
    cmp::{Ordering, Reverse},
    collections::{BTreeMap, HashMap, HashSet},
};

use chrono::{DateTime, Utc};

use super::{
    end::{ChainEnd, Missing},
    graph::{BudgetSpent, Graph},
    question::Anchors,
};
use crate::{fingerprint::Fingerprint, x509::Certificate};

/// The longest path that is followed, leaf included; OpenSSL follows 100.
const LONGEST: usize = 100;

/// A path and where it ends.
pub(super) struct Path {
    /// Nodes from the leaf upwards, without a root.
    pub(super) nodes: Vec<usize>,
    /// What stands above.
    pub(super) end: ChainEnd,
    /// Every node, roots included, to which some path leads.
    pub(super) reachable: HashSet<usize>,
}

/// The faults of a path; fewer is better, in this order.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Faults {
    /// Certificates that are not valid at the time of the question.
    invalid: usize,
    /// Certificates that end before the leaf does.
    short_lived: usize,
}

#[derive(Clone)]
struct Step {
    node: usize,
    below: Option<usize>,
    faults: Faults,
    /// Intermediates up to this one that are not self-issued, which path length constraints count.
    counted: usize,
    earliest_end: DateTime<Utc>,
    /// Whether the pile has an issuer to go on with.
    goes_on: bool,
}

pub(super) struct Search<'g, 'a, 'q> {
    graph: &'g mut Graph<'a>,
    anchors: Anchors<'q>,
    anchors_by_subject: HashMap<&'q str, Vec<&'q Certificate>>,
    time: DateTime<Utc>,
    leaf: &'a Certificate,
    steps: Vec<Step>,
    reachable: HashSet<usize>,
}

impl<'g, 'a, 'q> Search<'g, 'a, 'q> {
    pub(super) fn new(
        graph: &'g mut Graph<'a>,
        leaf: &'a Certificate,
        anchors: Anchors<'q>,
        time: DateTime<Utc>,
    ) -> Self {
        let mut anchors_by_subject: HashMap<&str, Vec<&Certificate>> = HashMap::new();
        for anchor in anchors.certificates() {
            anchors_by_subject
                .entry(anchor.subject().canonical())
                .or_default()
                .push(anchor);
        }
        Self {
            graph,
            anchors,
            anchors_by_subject,
            time,
            leaf,
            steps: Vec::new(),
            reachable: HashSet::new(),
        }
    }

    /// The best path from the node of the leaf.
    pub(super) fn run(mut self, leaf: usize) -> Result<Path, BudgetSpent> {
        let faults = Faults {
            invalid: 0,
            short_lived: 0,
        };
        let earliest_end = self.leaf.validity().not_after();
        self.steps.push(Step {
            node: leaf,
            below: None,
            faults,
            counted: 0,
            earliest_end,
            goes_on: false,
        });
        self.reachable.insert(leaf);
        let mut best: Option<(usize, ChainEnd)> = None;
        // The best faults with which each node was reached in fewer steps; a longer way must have fewer.
        let mut seen: HashMap<usize, Faults> = HashMap::from([(leaf, faults)]);
        let mut layer = vec![0];
        for _ in 1..LONGEST {
            let mut next: BTreeMap<usize, usize> = BTreeMap::new();
            for step in layer {
                let (end, issuers) = self.look_above(step)?;
                if best
                    .as_ref()
                    .is_none_or(|(other, old)| self.compare((step, &end), (*other, old)).is_lt())
                {
                    best = Some((step, end));
                }
                for issuer in issuers {
                    let Some(above) = self.step_to(issuer, step) else {
                        continue;
                    };
                    if seen.get(&issuer).is_some_and(|known| *known <= above.faults) {
                        continue;
                    }
                    self.steps.push(above);
                    let new = self.steps.len() - 1;
                    let keep = next.entry(issuer).or_insert(new);
                    if self.compare_steps(new, *keep).is_lt() {
                        *keep = new;
                    }
                }
            }
            if next.is_empty() {
                break;
            }
            layer = next.into_values().collect();
            for step in &layer {
                if let Some(step) = self.steps.get(*step) {
                    seen.entry(step.node)
                        .and_modify(|known| *known = step.faults.min(*known))
                        .or_insert(step.faults);
                }
            }
        }
        let (step, end) = best.unwrap_or_else(|| (0, ChainEnd::Missing(Missing::above(self.leaf))));
        let mut nodes = self.nodes_to(step);
        nodes.reverse();
        Ok(Path {
            nodes,
            end,
            reachable: self.reachable,
        })
    }

    /// What stands above a step: its end if the path stops here, and the issuers through which it can go on.
    fn look_above(&mut self, step: usize) -> Result<(ChainEnd, Vec<usize>), BudgetSpent> {
        let node = self.steps.get(step).map_or(0, |step| step.node);
        let certificate = self.graph.certificate(node).unwrap_or(self.leaf);
        let missing = ChainEnd::Missing(Missing::above(certificate));
        if self.graph.is_self_signed(node)? {
            let trusted = match self.anchors {
                Anchors::Only(anchors) => anchors.contains(certificate),
                Anchors::AnyRoot { .. } => true,
            };
            let end = if trusted {
                ChainEnd::SelfSigned
            } else {
                ChainEnd::UntrustedLeaf(certificate.clone())
            };
            return Ok((end, Vec::new()));
        }
        let mut issuers = Vec::new();
        let mut ends = Vec::new();
        for issuer in self.graph.issuers_of(node)? {
            let Some(candidate) = self.graph.certificate(issuer) else {
                continue;
            };
            if !self.allows_length(step, candidate) {
                continue;
            }
            self.reachable.insert(issuer);
            if !self.graph.is_self_signed(issuer)? {
                issuers.push(issuer);
            } else if matches!(self.anchors, Anchors::AnyRoot { .. }) {
                ends.push(ChainEnd::Root(candidate.clone()));
            } else {
                ends.push(ChainEnd::UntrustedRoot(candidate.clone()));
            }
        }
        let named = self
            .anchors_by_subject
            .get(certificate.issuer().canonical())
            .cloned()
            .unwrap_or_default();
        for anchor in named {
            let fits = anchor.is_self_issued() && self.allows_length(step, anchor);
            if fits && self.graph.is_issued_by(node, certificate, anchor)? {
                ends.push(ChainEnd::Anchor(anchor.clone()));
            }
        }
        if let Some(step) = self.steps.get_mut(step) {
            step.goes_on = !issuers.is_empty();
        }
        let best = ends
            .into_iter()
            .min_by(|left, right| self.compare((step, left), (step, right)));
        Ok((best.unwrap_or(missing), issuers))
    }

    /// Whether `issuer` may stand above a path of this length (RFC 5280 §4.2.1.9).
    fn allows_length(&self, step: usize, issuer: &Certificate) -> bool {
        let counted = self.steps.get(step).map_or(0, |step| step.counted);
        match issuer
            .extensions()
            .basic_constraints
            .and_then(|constraints| constraints.path_length)
        {
            Some(limit) => counted <= usize::try_from(limit).unwrap_or(usize::MAX),
            None => true,
        }
    }

    fn step_to(&self, issuer: usize, below: usize) -> Option<Step> {
        let from = self.steps.get(below)?;
        let certificate = self.graph.certificate(issuer)?;
        Some(Step {
            node: issuer,
            below: Some(below),
            faults: self.add_faults(from.faults, certificate),
            counted: from.counted + usize::from(!certificate.is_self_issued()),
            earliest_end: from.earliest_end.min(certificate.validity().not_after()),
            goes_on: false,
        })
    }

    fn add_faults(&self, mut faults: Faults, certificate: &Certificate) -> Faults {
        let validity = certificate.validity();
        faults.invalid += usize::from(!validity.contains(self.time));
        faults.short_lived += usize::from(validity.not_after() < self.leaf.validity().not_after());
        faults
    }

    /// The better of two paths with their ends is the lesser.
    fn compare(&self, left: (usize, &ChainEnd), right: (usize, &ChainEnd)) -> Ordering {
        let rank = |(step, end): (usize, &ChainEnd)| {
            let step = self.steps.get(step)?;
            let root = end.root();
            let faults = root.map_or(step.faults, |root| self.add_faults(step.faults, root));
            let earliest = root.map_or(step.earliest_end, |root| {
                step.earliest_end.min(root.validity().not_after())
            });
            let length = self.nodes_to_length(step);
            // Of paths that stop short the longest says most about what is missing, and nothing is missing where the
            // pile goes on with a certificate that is valid.
            let (stops_early, length) = match end {
                ChainEnd::Missing(_) => (step.goes_on, LONGEST - length),
                _ => (false, length),
            };
            Some((
                (end.rank(), faults.invalid, stops_early),
                (faults.short_lived, length, Reverse(earliest)),
            ))
        };
        rank(left)
            .cmp(&rank(right))
            .then_with(|| self.fingerprints(left.0).cmp(&self.fingerprints(right.0)))
            .then_with(|| left.1.fingerprint().cmp(&right.1.fingerprint()))
    }

    /// The better of two ways of the same length to the same node is the lesser.
    fn compare_steps(&self, left: usize, right: usize) -> Ordering {
        let rank = |step: usize| {
            self.steps
                .get(step)
                .map(|step| (step.faults, Reverse(step.earliest_end)))
        };
        rank(left)
            .cmp(&rank(right))
            .then_with(|| self.fingerprints(left).cmp(&self.fingerprints(right)))
    }

    fn nodes_to_length(&self, step: &Step) -> usize {
        1 + step.below.map_or(0, |below| self.nodes_to(below).len())
    }

    /// The nodes of a path from its top down to the leaf.
    fn nodes_to(&self, step: usize) -> Vec<usize> {
        std::iter::successors(self.steps.get(step), |step| self.steps.get(step.below?))
            .map(|step| step.node)
            .collect()
    }

    fn fingerprints(&self, step: usize) -> Vec<Option<Fingerprint>> {
        self.nodes_to(step)
            .into_iter()
            .map(|node| self.graph.certificate(node).map(Certificate::sha256))
            .collect()
    }
}
