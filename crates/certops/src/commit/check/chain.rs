//! A signed certificate is served with the intermediates that lead to a root.

use std::collections::BTreeSet;

use certcore::{error_names, x509::Certificate};
use certstore::{
    entry::{Entry, EntryId, Kind},
    store::StoreError,
};
use thiserror::Error;

use crate::commit::{
    finding::{Cause, Findings},
    proposal::Proposal,
    scope::Scope,
};

pub(super) async fn check(
    proposal: &mut Proposal<'_, '_>,
    scope: &Scope,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    let (before, after) = custom_authorities(proposal).await?;
    for (id, known) in &scope.profiles {
        let [leaf] = known.chain.as_slice() else {
            continue;
        };
        if leaf.is_self_signed() || is_signed_by_one(leaf, &after) {
            continue;
        }
        let problem = ChainIncomplete {
            profile: id.name().to_owned(),
            issuer: leaf.issuer().to_string(),
        };
        findings.ask(id, known.cause, &problem);
    }
    let gone: Vec<Certificate> = before.into_iter().filter(|one| !after.contains(one)).collect();
    bereft(proposal, scope, &gone, &after, findings).await
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

/// A certificate that is served alone though a CA issued it.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "profile {profile} serves its certificate alone, and '{issuer}', which issued it, is no custom CA; peers that lack the intermediate cannot verify it, so upload the CA's intermediate, too"
)]
pub struct ChainIncomplete {
    /// The profile.
    pub profile: String,
    /// Who issued its certificate.
    pub issuer: String,
}

error_names!(ChainIncomplete {
    _ => "served-chain-incomplete", "A signed certificate is served without its intermediates.";
});
