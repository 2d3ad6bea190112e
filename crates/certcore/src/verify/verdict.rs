//! The answer to a question about a chain.

use chrono::{DateTime, Utc};

use super::{
    diagnose::diagnose,
    engine::VerifyError,
    explain::{Findings, explain},
    question::{Question, Role},
    refusal::Refusal,
    search::{first_valid, prepare, run_all},
    step::Step,
};
use crate::{
    identity::{MatchedBy, PresentedIdentifiers, Reference},
    x509::Certificate,
};

/// Yes with the chain, or no with the reason; and how it came to that.
#[derive(Clone, Debug)]
pub struct Verdict {
    result: Result<VerifiedChain, Refusal>,
    path: Vec<Certificate>,
    matched_by: Option<MatchedBy>,
    steps: Vec<Step>,
}

impl Verdict {
    /// Whether the chain is good.
    pub fn is_ok(&self) -> bool {
        self.result.is_ok()
    }

    /// The chain, when it is good.
    pub fn verified(&self) -> Option<&VerifiedChain> {
        self.result.as_ref().ok()
    }

    /// The first reason why it is not good.
    pub fn refusal(&self) -> Option<&Refusal> {
        self.result.as_ref().err()
    }

    /// The chain, or the first reason why it is not good.
    ///
    /// # Errors
    ///
    /// The [`Refusal`].
    pub fn into_verified(self) -> Result<VerifiedChain, Refusal> {
        self.result
    }

    /// The path that was found, the leaf first; it ends at the anchor, or where the search ended.
    pub fn path(&self) -> &[Certificate] {
        &self.path
    }

    /// The identifier of the leaf that stands for the peer.
    pub fn matched_by(&self) -> Option<&MatchedBy> {
        self.matched_by.as_ref()
    }

    /// What was looked at, in order. One step at least has failed when the chain is not good.
    pub fn steps(&self) -> &[Step] {
        &self.steps
    }
}

/// A chain that was verified, with what it was verified for. It comes from [`verify`] alone.
#[derive(Clone, Debug)]
pub struct VerifiedChain {
    path: Vec<Certificate>,
    matched_by: Option<MatchedBy>,
    role: Role,
    time: DateTime<Utc>,
}

impl VerifiedChain {
    /// The path: the leaf first, the anchor last. A leaf that is an anchor itself stands alone.
    pub fn path(&self) -> &[Certificate] {
        &self.path
    }

    /// What a peer sends: the path without the anchor, but always the leaf (RFC 8446 §4.4.2).
    pub fn served(&self) -> &[Certificate] {
        match self.path.as_slice() {
            [leaf] => std::slice::from_ref(leaf),
            [served @ .., _] => served,
            [] => &[],
        }
    }

    /// The identifier of the leaf that stands for the peer; `None` when no peer was asked for.
    pub fn matched_by(&self) -> Option<&MatchedBy> {
        self.matched_by.as_ref()
    }

    /// The side of TLS that it is good for.
    pub fn role(&self) -> Role {
        self.role
    }

    /// The time at which it is good.
    pub fn time(&self) -> DateTime<Utc> {
        self.time
    }
}

/// Answers whether `leaf` is good, given certificates that may link it to one of `anchors`.
///
/// OpenSSL builds and validates the path (RFC 5280 §6.1) at security level 2, so every key and every signature below the
/// anchor has at least 112 bits of security: RSA of 2048 bits, no SHA-1. A path has at most ten intermediates. Where
/// several certificates could be an issuer, one path after the other is tried until one is valid, the most promising first:
/// the one whose certificates are valid at the time, may sign and are for the purpose, then the one that is valid as long
/// as the leaf, then the shortest. At most a hundred paths are tried. Revocation is not looked at.
/// Names are matched by [`crate::identity`], not by OpenSSL.
///
/// The order of `intermediates` and `anchors`, and repetitions in them, do not matter. A root among the intermediates is
/// not trusted by that. A leaf that signed itself is good when it is one of the anchors.
///
/// # Errors
///
/// [`VerifyError`] when the question cannot be answered. A chain that is not good is a [`Verdict`], not an error.
pub fn verify(
    leaf: &Certificate,
    intermediates: &[Certificate],
    anchors: &[Certificate],
    question: &Question,
) -> Result<Verdict, VerifyError> {
    let mut search = prepare(leaf, intermediates, anchors, question)?;
    let run = match first_valid(&mut search, question)? {
        Some(tried) => tried.run,
        None => run_all(&mut search, question)?,
    };
    let nodes = run.nodes(search.graph())?;
    let path: Vec<&Certificate> = nodes
        .iter()
        .filter_map(|node| search.graph().certificate(*node))
        .collect();
    let refusal = run
        .failure
        .map(|failure| diagnose(failure, &path, &search, question));
    let name = question
        .peer
        .as_ref()
        .map(|peer| match_name(leaf, peer, question));
    let steps = explain(&Findings {
        path: &path,
        failure: run.failure.zip(refusal.as_ref()),
        name: name.as_ref().map(Result::as_ref),
        question,
    });
    let path: Vec<Certificate> = path.into_iter().cloned().collect();
    let matched_by = name.as_ref().and_then(|name| name.as_ref().ok().cloned());
    let result = match (refusal, name) {
        (Some(refusal), _) | (None, Some(Err(refusal))) => Err(refusal),
        (None, _) => Ok(VerifiedChain {
            path: path.clone(),
            matched_by: matched_by.clone(),
            role: question.role,
            time: question.time,
        }),
    };
    Ok(Verdict {
        result,
        path,
        matched_by,
        steps,
    })
}

fn match_name(leaf: &Certificate, peer: &Reference, question: &Question) -> Result<MatchedBy, Refusal> {
    let presented = PresentedIdentifiers::of(leaf);
    presented
        .find(peer, question.common_name)
        .ok_or_else(|| Refusal::NameMismatch {
            reference: peer.clone(),
            presented: list(&presented),
        })
}

/// The names, at most ten of them.
fn list(presented: &PresentedIdentifiers) -> String {
    const MOST: usize = 10;
    let dns = presented.dns.iter().map(ToString::to_string);
    let unusable = presented.unusable.iter();
    let all: Vec<_> = dns
        .chain(presented.addresses.iter().map(ToString::to_string))
        .chain(unusable.map(|error| format!("'{}', which matches nothing", error.name.escape_debug())))
        .collect();
    let shown: Vec<_> = all.iter().take(MOST).map(String::as_str).collect();
    match (all.len(), &presented.common_name) {
        (0, Some(name)) => format!("nobody in its subject alternative names (its common name is {name})"),
        (0, None) => "nobody".to_owned(),
        (count, _) if count > MOST => format!("{} and {} more", shown.join(", "), count - MOST),
        _ => shown.join(", "),
    }
}
