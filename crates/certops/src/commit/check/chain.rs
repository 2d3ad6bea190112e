//! A signed certificate is served with the intermediates that lead to a root.

use std::collections::BTreeSet;

use certcore::{
    chain::{Anchors, ChainEnd, Cross, Leaf, Question, Root, repair},
    diagnostic::Diagnostic as _,
    error_names,
    verify::Refusal,
    x509::Certificate,
};
use certstore::{
    entry::{Entry, EntryId, Kind},
    store::StoreError,
};
use chrono::{DateTime, Utc};
use thiserror::Error;

use crate::commit::{
    finding::{Cause, Findings, Level},
    proposal::Proposal,
    scope::Scope,
};

pub(super) async fn check(
    proposal: &mut Proposal<'_, '_>,
    scope: &Scope,
    system: &[Certificate],
    now: DateTime<Utc>,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    let (before, after) = custom_authorities(proposal).await?;
    let mut known = after.clone();
    if system_is_on(proposal).await? {
        known.extend_from_slice(system);
    }
    for (id, profile) in &scope.profiles {
        for error in profile.chain.iter().filter_map(|one| one.check_servable().err()) {
            let message = format!("profile {}: {error}", id.name());
            findings.add(id, profile.cause, Level::Refused, error.name(), message);
        }
        let rooted = with_held_root(proposal, &profile.chain, &known).await?;
        match flaw(&profile.chain, &rooted, now) {
            Some(Flaw::Incomplete { issuer }) => {
                let problem = ChainIncomplete {
                    profile: id.name().to_owned(),
                    served: profile.chain.len(),
                    issuer,
                };
                findings.ask(id, profile.cause, &problem);
            }
            Some(Flaw::Refused(reason)) => {
                let problem = ChainRefused {
                    profile: id.name().to_owned(),
                    reason,
                };
                findings.ask(id, profile.cause, &problem);
            }
            None => {}
        }
    }
    let gone: Vec<Certificate> = before.into_iter().filter(|one| !after.contains(one)).collect();
    bereft(proposal, scope, &gone, &known, findings).await
}

/// What is wrong with a chain that is served.
enum Flaw {
    /// The issuer of the last certificate is not there.
    Incomplete { issuer: String },
    /// Peers refuse it.
    Refused(Refusal),
}

/// What is wrong with the chain, where `known` may end it. What other checks say is not said here: whether it is valid at
/// the time and for the service, and what lint finds in its certificates.
fn flaw(chain: &[Certificate], known: &[Certificate], now: DateTime<Utc>) -> Option<Flaw> {
    let leaf = chain.first()?;
    let question = Question {
        leaf: Leaf::WithKey(leaf.public_key()),
        anchors: Anchors::AnyRoot { known },
        root: Root::Drop,
        cross: Cross::Keep,
        time: now,
    };
    let repaired = repair(chain, &question).ok()?;
    if let Some(reason) = repaired.refusal().filter(|reason| !is_said_elsewhere(reason)) {
        return Some(Flaw::Refused(reason.clone()));
    }
    let ChainEnd::Missing(missing) = repaired.end() else {
        return None;
    };
    // An authority of the custom list ends a chain also when it is no root.
    let last = repaired.served().last()?.certificate;
    let is_known = known.contains(last) || is_signed_by_one(last, known);
    (!is_known).then(|| Flaw::Incomplete {
        issuer: missing.issuer.to_string(),
    })
}

/// Whether the checks of validity and usage, or those of lint, say it.
const fn is_said_elsewhere(reason: &Refusal) -> bool {
    matches!(
        reason,
        Refusal::Expired { .. }
            | Refusal::NotYetValid { .. }
            | Refusal::Weak { .. }
            | Refusal::Purpose { .. }
            | Refusal::UnknownCritical { .. }
            | Refusal::BrokenExtension { .. }
    )
}

/// `known`, and the roots that the store has kept of what came with a chain of several certificates: with them nothing is
/// missing. A certificate that is served alone needs an authority that is known.
async fn with_held_root(
    proposal: &mut Proposal<'_, '_>,
    chain: &[Certificate],
    known: &[Certificate],
) -> Result<Vec<Certificate>, StoreError> {
    let mut all = known.to_vec();
    for name in chain.iter().skip(1).filter_map(|one| one.issuer().common_name()) {
        let named = proposal.reading().repository().certificates_named(name).await?;
        all.extend(
            named
                .into_iter()
                .filter(|one| one.is_authority() && one.is_self_signed()),
        );
    }
    Ok(all)
}

async fn system_is_on(proposal: &mut Proposal<'_, '_>) -> Result<bool, StoreError> {
    let Ok(id) = EntryId::new(Kind::CaList, "system") else {
        return Ok(false);
    };
    Ok(match proposal.entry(&id).await? {
        Some(Entry::CaList(list)) => list.enabled.is_on(),
        _ => true,
    })
}

/// Tells which of the other profiles are served alone, and lose the authority that made up for it.
async fn bereft(
    proposal: &mut Proposal<'_, '_>,
    scope: &Scope,
    gone: &[Certificate],
    left: &[Certificate],
    findings: &mut Findings,
) -> Result<(), StoreError> {
    if gone.is_empty() {
        return Ok(());
    }
    let subjects: BTreeSet<String> = gone.iter().map(|one| one.subject().to_string()).collect();
    for row in proposal.reading().repository().profiles(None).await? {
        let Ok(id) = EntryId::profile(&row.name) else {
            continue;
        };
        // What the commit touches was looked at, and what another issuer signed need not be read.
        if !row.profile.intermediates.is_empty()
            || scope.profiles.contains_key(&id)
            || proposal.touches(&id)
            || !subjects.contains(&row.certificate.issuer)
        {
            continue;
        }
        let leaf = proposal.reading().certificate(row.profile.certificate).await?;
        if is_signed_by_one(&leaf, gone) && !is_signed_by_one(&leaf, left) && !leaf.is_self_signed() {
            let problem = ChainIncomplete {
                profile: row.name,
                served: 1,
                issuer: row.certificate.issuer,
            };
            findings.tell(&id, Cause::ThisCommit, &problem);
        }
    }
    Ok(())
}

fn is_signed_by_one(leaf: &Certificate, authorities: &[Certificate]) -> bool {
    authorities.iter().any(|authority| leaf.is_signed_by(authority))
}

/// The authorities that were imported and are switched on: before the commit, and after it.
async fn custom_authorities(
    proposal: &mut Proposal<'_, '_>,
) -> Result<(Vec<Certificate>, Vec<Certificate>), StoreError> {
    let Ok(id) = EntryId::new(Kind::CaList, "custom") else {
        return Ok((Vec::new(), Vec::new()));
    };
    let after = proposal.entry(&id).await?;
    let after = certificates(proposal, after).await?;
    if !proposal.touches(&id) {
        return Ok((Vec::new(), after));
    }
    let before = proposal.in_force(&id).await?;
    Ok((certificates(proposal, before).await?, after))
}

async fn certificates(
    proposal: &mut Proposal<'_, '_>,
    list: Option<Entry>,
) -> Result<Vec<Certificate>, StoreError> {
    match list {
        Some(Entry::CaList(list)) if list.enabled.is_on() => {
            proposal.reading().certificates(list.certificates).await
        }
        _ => Ok(Vec::new()),
    }
}

/// A chain that is served and that does not lead to a root.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "profile {profile} serves {}, and '{issuer}', which issued {}, is neither a custom CA nor one that this machine trusts; peers that lack it cannot verify the certificate, so upload the CA's intermediate, too, or add the root to the custom list",
    count(*served),
    if *served == 1 { "it" } else { "the last one" }
)]
pub struct ChainIncomplete {
    /// The profile.
    pub profile: String,
    /// How many certificates it serves.
    pub served: usize,
    /// Who issued the last one.
    pub issuer: String,
}

fn count(served: usize) -> String {
    match served {
        1 => "its certificate alone".to_owned(),
        served => format!("{served} certificates"),
    }
}

/// A chain that is served and that peers refuse.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("TLS peers refuse the chain of profile {profile}: {reason}")]
pub struct ChainRefused {
    /// The profile.
    pub profile: String,
    /// Why they refuse it.
    pub reason: Refusal,
}

error_names!(ChainIncomplete {
    _ => "served-chain-incomplete", "A signed certificate is served without its intermediates.";
});

error_names!(ChainRefused {
    _ => "served-chain-refused", "TLS peers refuse the chain of a profile.";
});
