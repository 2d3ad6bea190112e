//! The search for a path that is valid.
//!
//! OpenSSL follows one issuer at each step and does not come back. Where several certificates could be the issuer (a
//! cross-signed or a renewed CA) it may take the one that leads nowhere. So it is given one path after the other, the most
//! promising first, until it accepts one.

use openssl::x509::X509;

use super::{
    engine::{Given, Run, VerifyError, run},
    question::{AnchorRule, Question},
    reason::Reason,
};
use crate::{
    path::{BudgetSpent, Conditions, EndRule, Ends, Graph, Path, Search},
    x509::Certificate,
};

/// How many paths OpenSSL is given.
const MOST_PATHS: usize = 100;

/// A path to an anchor, and what OpenSSL says of it.
pub(crate) struct Tried {
    pub(crate) path: Path,
    pub(crate) run: Run,
}

impl Question {
    /// What the paths should be good for.
    pub(crate) fn conditions(&self) -> Conditions {
        Conditions {
            time: self.time,
            purpose: self.role.purpose(),
        }
    }
}

/// Everything above `leaf`.
pub(super) fn prepare<'a>(
    leaf: &'a Certificate,
    intermediates: &'a [Certificate],
    anchors: &'a [Certificate],
    question: &Question,
) -> Result<Search<'a>, VerifyError> {
    if anchors.is_empty() {
        return Err(VerifyError::NoAnchors);
    }
    let graph = Graph::new([leaf].into_iter().chain(intermediates).chain(anchors));
    let ends = Ends {
        anchors: anchors
            .iter()
            .filter_map(|anchor| graph.find(anchor.sha256()))
            .collect(),
        rule: match question.anchors {
            AnchorRule::Roots => EndRule::Roots,
            AnchorRule::AnyCertificate => EndRule::AnyAnchor,
        },
        below: None,
    };
    let node = graph.find(leaf.sha256()).unwrap_or_default();
    Ok(Search::new(graph, node, ends, question.conditions())?)
}

/// The first path that OpenSSL accepts, or else the first one that it refuses. `None` when no path leads to an end.
pub(crate) fn first_valid(
    search: &mut Search<'_>,
    question: &Question,
) -> Result<Option<Tried>, VerifyError> {
    let mut refused = None;
    for _ in 0..MOST_PATHS {
        let Some(path) = search.next_path() else {
            return match refused {
                Some(_) if search.is_cut() => Err(BudgetSpent::TooManyPaths.into()),
                refused => Ok(refused),
            };
        };
        let run = run_path(search, &path.nodes, question)?;
        let tried = Tried { path, run };
        if tried.run.failure.is_none() {
            return Ok(Some(tried));
        }
        refused.get_or_insert(tried);
    }
    Err(BudgetSpent::TooManyPaths.into())
}

/// What OpenSSL says of a path whose last certificate is the anchor.
pub(crate) fn run_path(
    search: &mut Search<'_>,
    nodes: &[usize],
    question: &Question,
) -> Result<Run, VerifyError> {
    search.graph_mut().pay_for(nodes)?;
    let mut loaded: Vec<X509> = nodes
        .iter()
        .filter_map(|node| search.graph_mut().loaded(*node))
        .collect();
    let anchor = loaded.pop();
    let given = if loaded.is_empty() {
        Given {
            leaf: anchor.clone().ok_or_else(|| unloadable(search))?,
            intermediates: Vec::new(),
            anchors: anchor.into_iter().collect(),
        }
    } else {
        Given {
            leaf: loaded.remove(0),
            intermediates: loaded,
            anchors: anchor.into_iter().collect(),
        }
    };
    run(&given, question)
}

/// What OpenSSL says when it is given everything, so that it says what is missing.
pub(super) fn run_all(search: &mut Search<'_>, question: &Question) -> Result<Run, VerifyError> {
    let leaf = search.leaf();
    let nodes: Vec<usize> = search.graph().nodes().map(|(node, _)| node).collect();
    let mut given = Given {
        leaf: search
            .graph_mut()
            .loaded(leaf)
            .ok_or_else(|| unloadable(search))?,
        intermediates: Vec::new(),
        anchors: Vec::new(),
    };
    for node in nodes {
        let Some(loaded) = search.graph_mut().loaded(node) else {
            continue;
        };
        if search.anchors().contains(&node) {
            given.anchors.push(loaded);
        } else if node != leaf {
            given.intermediates.push(loaded);
        }
    }
    let run = run(&given, question)?;
    missing_is_unloadable(search, &run)?;
    Ok(run)
}

/// Names the certificate that OpenSSL cannot load, where it could be the issuer that is missing.
fn missing_is_unloadable(search: &Search<'_>, run: &Run) -> Result<(), VerifyError> {
    let failure = run
        .failure
        .filter(|failure| Reason::of(*failure) == Reason::IssuerMissing);
    let last = failure.and_then(|failure| run.path.get(failure.position));
    let graph = search.graph();
    let last = last.and_then(|last| graph.find(*last));
    for node in last.map_or_else(Vec::new, |last| graph.namesakes_of_issuer(last)) {
        if let Some(issuer) = graph.certificate(node) {
            issuer.check_servable()?;
        }
    }
    Ok(())
}

fn unloadable(search: &Search<'_>) -> VerifyError {
    let leaf = search.graph().certificate(search.leaf());
    match leaf.map(Certificate::check_servable) {
        Some(Err(error)) => error.into(),
        _ => VerifyError::Engine {
            reason: "it did not load a certificate".to_owned(),
        },
    }
}
