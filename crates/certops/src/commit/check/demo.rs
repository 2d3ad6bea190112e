//! The demo certificate encrypts, and nobody can verify it.

use certcore::error_names;
use certstore::{
    entry::{Entry, EntryId, ProfileOrigin},
    store::StoreError,
};
use thiserror::Error;

use crate::{
    commit::{
        finding::{Cause, Findings},
        proposal::Proposal,
        scope::Scope,
    },
    init, place,
};

pub(super) async fn check(
    proposal: &mut Proposal<'_, '_>,
    scope: &Scope,
    findings: &mut Findings,
) -> Result<(), StoreError> {
    let Ok(id) = EntryId::profile(init::DEMO) else {
        return Ok(());
    };
    let Some(Entry::Profile(profile)) = proposal.entry(&id).await? else {
        return Ok(());
    };
    let users: Vec<EntryId> = proposal.referrers(&id).await?.into_iter().collect();
    if profile.origin != ProfileOrigin::Demo || users.is_empty() {
        return Ok(());
    }
    let cause = scope
        .profiles
        .get(&id)
        .map_or(Cause::Earlier, |known| known.cause);
    findings.tell(&id, cause, &DemoBound { users });
    Ok(())
}

/// The demo profile is bound.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "the demo certificate, which nobody can verify, is served by {}; bind a profile of your own",
    place::users(users)
)]
pub struct DemoBound {
    /// Who binds it.
    pub users: Vec<EntryId>,
}

error_names!(DemoBound {
    _ => "demo-bound", "The demo certificate, which nobody can verify, is bound to a service.";
});
