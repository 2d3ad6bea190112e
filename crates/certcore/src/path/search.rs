//! The paths from a leaf upwards, best first, within bounds.

use std::{
    cmp::Reverse,
    collections::{BinaryHeap, HashMap, HashSet},
};

use chrono::{DateTime, Utc};

use super::{
    fault::{Conditions, Fault, faults},
    graph::{BudgetSpent, Graph},
};

/// The longest path that is followed, leaf included; OpenSSL follows 100.
const LONGEST: usize = 100;
/// Through how many different paths a certificate is left upwards.
const MOST_WAYS: usize = 64;
/// How many beginnings of paths are kept.
const MOST_STEPS: usize = 50_000;

/// What ends a path.
#[derive(Clone, Debug)]
pub(crate) struct Ends {
    /// The trust anchors.
    pub(crate) anchors: HashSet<usize>,
    /// Which certificates end a path.
    pub(crate) rule: EndRule,
    /// Which certificates may stand below the end; `None` when all may.
    pub(crate) below: Option<HashSet<usize>>,
}

/// Which certificates end a path.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum EndRule {
    /// Anchors that signed themselves.
    Roots,
    /// Every certificate that signed itself, an anchor or not.
    AnyRoot,
    /// Every anchor.
    AnyAnchor,
}

/// A path, the leaf first.
#[derive(Clone, Debug)]
pub(crate) struct Path {
    /// The certificates; the last one is the root where the path reaches one.
    pub(crate) nodes: Vec<usize>,
    /// What stands at its end.
    pub(crate) end: PathEnd,
}

/// What stands at the end of a path.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) enum PathEnd {
    /// A certificate that ends paths.
    Trusted,
    /// A root that ends none.
    UntrustedRoot,
    /// A certificate whose issuer is not there.
    Missing,
}

/// The worth of a path; less is better, and going on never makes it less.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
struct Cost {
    /// Certificates that do not fit.
    faults: usize,
    /// Certificates that end before the leaf does.
    short_lived: usize,
    /// Certificates.
    length: usize,
    earliest_end: Reverse<DateTime<Utc>>,
}

#[derive(Clone, Copy)]
struct Step {
    node: usize,
    below: Option<usize>,
    cost: Cost,
    /// Intermediates up to this one that are not self-issued, which path length constraints count.
    counted: usize,
}

/// The paths from one leaf, best first.
pub(crate) struct Search<'a> {
    graph: Graph<'a>,
    leaf: usize,
    anchors: HashSet<usize>,
    conditions: Conditions,
    leaf_end: DateTime<Utc>,
    /// The issuers of every certificate that some path reaches; none above an end.
    issuers: HashMap<usize, Vec<usize>>,
    ends: HashSet<usize>,
    roots: HashSet<usize>,
    /// The certificates from which an end can be reached.
    useful: HashSet<usize>,
    steps: Vec<Step>,
    queue: BinaryHeap<Reverse<(Cost, usize)>>,
    ways: HashMap<usize, usize>,
    dead_end: Option<(DeadEnd, usize)>,
    is_cut: bool,
}

/// The worth of a path that ends too early; less is better.
type DeadEnd = (PathEnd, usize, usize, Reverse<usize>, Reverse<DateTime<Utc>>);

impl<'a> Search<'a> {
    /// Looks at everything above `leaf`.
    pub(crate) fn new(
        graph: Graph<'a>,
        leaf: usize,
        ends: Ends,
        conditions: Conditions,
    ) -> Result<Self, BudgetSpent> {
        let leaf_end = graph
            .certificate(leaf)
            .map_or(conditions.time, |leaf| leaf.validity().not_after());
        let mut search = Self {
            graph,
            leaf,
            anchors: ends.anchors,
            conditions,
            leaf_end,
            issuers: HashMap::new(),
            ends: HashSet::new(),
            roots: HashSet::new(),
            useful: HashSet::new(),
            steps: Vec::new(),
            queue: BinaryHeap::new(),
            ways: HashMap::new(),
            dead_end: None,
            is_cut: false,
        };
        search.explore(ends.rule, ends.below.as_ref())?;
        search.begin();
        Ok(search)
    }

    pub(crate) fn graph(&self) -> &Graph<'a> {
        &self.graph
    }

    pub(crate) fn graph_mut(&mut self) -> &mut Graph<'a> {
        &mut self.graph
    }

    pub(crate) fn leaf(&self) -> usize {
        self.leaf
    }

    /// The trust anchors.
    pub(crate) fn anchors(&self) -> &HashSet<usize> {
        &self.anchors
    }

    /// The next path to an end.
    pub(crate) fn next_path(&mut self) -> Option<Path> {
        while let Some(Reverse((_, step))) = self.queue.pop() {
            let Some(Step { node, cost, .. }) = self.steps.get(step).copied() else {
                continue;
            };
            if self.ends.contains(&node) {
                return Some(Path {
                    nodes: self.nodes_to(step),
                    end: PathEnd::Trusted,
                });
            }
            let ways = self.ways.entry(node).or_default();
            *ways += 1;
            if *ways > MOST_WAYS {
                self.is_cut = true;
                continue;
            }
            if !self.go_on(step, node) {
                let end = if self.roots.contains(&node) {
                    PathEnd::UntrustedRoot
                } else {
                    PathEnd::Missing
                };
                // Of paths that end too early the longest says most about what is missing.
                let rank = (
                    end,
                    cost.faults,
                    cost.short_lived,
                    Reverse(cost.length),
                    cost.earliest_end,
                );
                if self.dead_end.as_ref().is_none_or(|(best, _)| rank < *best) {
                    self.dead_end = Some((rank, step));
                }
            }
        }
        None
    }

    /// The best of the paths that end too early. It is known when there is no next path.
    pub(crate) fn dead_end(&self) -> Option<Path> {
        let ((end, ..), step) = self.dead_end.as_ref()?;
        Some(Path {
            nodes: self.nodes_to(*step),
            end: *end,
        })
    }

    /// Whether paths were left out because there are too many.
    pub(crate) fn is_cut(&self) -> bool {
        self.is_cut
    }

    /// Whether some path leads to a certificate.
    pub(crate) fn reaches(&self, node: usize) -> bool {
        self.issuers.contains_key(&node)
    }

    /// The issuers of a certificate that some path leads to.
    pub(crate) fn issuers_of(&self, node: usize) -> &[usize] {
        self.issuers.get(&node).map_or(&[], Vec::as_slice)
    }

    /// Whether a certificate ends paths.
    pub(crate) fn is_end(&self, node: usize) -> bool {
        self.ends.contains(&node)
    }

    /// Whether a certificate that some path leads to signed itself.
    pub(crate) fn is_root(&self, node: usize) -> bool {
        self.ends.contains(&node) || self.roots.contains(&node)
    }

    /// Whether a path to an end goes through a certificate.
    pub(crate) fn leads_to_an_end(&self, node: usize) -> bool {
        self.useful.contains(&node)
    }

    /// The certificates of a path that do not fit, by their positions, and why.
    pub(crate) fn faults(&self, nodes: &[usize]) -> Vec<(usize, Fault)> {
        let mut counted = 0;
        let mut found = Vec::new();
        for (position, node) in nodes.iter().enumerate() {
            let Some(certificate) = self.graph.certificate(*node) else {
                continue;
            };
            let here = faults(certificate, position, counted, &self.conditions);
            found.extend(here.map(|fault| (position, fault)));
            counted += usize::from(position > 0 && !certificate.is_self_issued());
        }
        found
    }

    /// Finds every certificate above `leaf`, and those from which an end can be reached.
    fn explore(&mut self, rule: EndRule, inner: Option<&HashSet<usize>>) -> Result<(), BudgetSpent> {
        let mut below: HashMap<usize, Vec<usize>> = HashMap::new();
        let mut found = vec![self.leaf];
        self.issuers.insert(self.leaf, Vec::new());
        while let Some(node) = found.pop() {
            let is_root = self.graph.is_self_signed(node)?;
            let is_end = match rule {
                EndRule::Roots => is_root && self.anchors.contains(&node),
                EndRule::AnyRoot => is_root,
                EndRule::AnyAnchor => self.anchors.contains(&node),
            };
            if is_end {
                self.ends.insert(node);
                continue;
            }
            if is_root {
                self.roots.insert(node);
                continue;
            }
            let mut issuers = Vec::new();
            for issuer in self.graph.issuers_of(node)? {
                let may_stand_here = inner.is_none_or(|inner| inner.contains(&issuer));
                if may_stand_here || self.graph.is_self_signed(issuer)? {
                    issuers.push(issuer);
                }
            }
            for issuer in &issuers {
                below.entry(*issuer).or_default().push(node);
                self.issuers.entry(*issuer).or_insert_with(|| {
                    found.push(*issuer);
                    Vec::new()
                });
            }
            self.issuers.insert(node, issuers);
        }
        let mut useful: Vec<usize> = self.ends.iter().copied().collect();
        while let Some(node) = useful.pop() {
            if self.useful.insert(node) {
                useful.extend(below.get(&node).into_iter().flatten());
            }
        }
        Ok(())
    }

    fn begin(&mut self) {
        let cost = Cost {
            faults: 0,
            short_lived: 0,
            length: 1,
            earliest_end: Reverse(self.leaf_end),
        };
        self.steps.push(Step {
            node: self.leaf,
            below: None,
            cost,
            counted: 0,
        });
        self.queue.push(Reverse((cost, 0)));
    }

    /// Goes on to each issuer; `false` when there is none.
    fn go_on(&mut self, step: usize, node: usize) -> bool {
        let path = self.nodes_to(step);
        let leads_to_an_end = self.useful.contains(&node);
        let issuers: Vec<usize> = self
            .issuers_of(node)
            .iter()
            .copied()
            .filter(|issuer| !path.contains(issuer) && (!leads_to_an_end || self.useful.contains(issuer)))
            .collect();
        if path.len() >= LONGEST || self.steps.len() + issuers.len() > MOST_STEPS {
            self.is_cut |= !issuers.is_empty();
            return false;
        }
        for issuer in &issuers {
            if let Some(above) = self.step_to(*issuer, step) {
                self.queue.push(Reverse((above.cost, self.steps.len())));
                self.steps.push(above);
            }
        }
        !issuers.is_empty()
    }

    fn step_to(&self, issuer: usize, below: usize) -> Option<Step> {
        let from = self.steps.get(below)?;
        let certificate = self.graph.certificate(issuer)?;
        let end = certificate.validity().not_after();
        let position = from.cost.length;
        let here = faults(certificate, position, from.counted, &self.conditions).count();
        Some(Step {
            node: issuer,
            below: Some(below),
            cost: Cost {
                faults: from.cost.faults + here,
                short_lived: from.cost.short_lived + usize::from(end < self.leaf_end),
                length: from.cost.length + 1,
                earliest_end: from.cost.earliest_end.max(Reverse(end)),
            },
            counted: from.counted + usize::from(!certificate.is_self_issued()),
        })
    }

    /// The nodes of a path, the leaf first.
    fn nodes_to(&self, step: usize) -> Vec<usize> {
        let mut nodes: Vec<usize> =
            std::iter::successors(self.steps.get(step), |step| self.steps.get(step.below?))
                .map(|step| step.node)
                .collect();
        nodes.reverse();
        nodes
    }
}
