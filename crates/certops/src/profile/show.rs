//! Everything about one profile.

use certcore::x509::{Certificate, CertificateRequest};
use certstore::{
    entry::{EntryId, Profile},
    repository::{CertificateFacts, RevisionNumber},
    store::Store,
};
use chrono::{DateTime, Utc};

use super::{
    lookup::{self, LookupError},
    state::{ProfileState, Standing, remaining_days},
};
use crate::expiry::ExpiryRule;

/// A profile with all that it holds, except its private key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Shown {
    /// Its name.
    pub name: String,
    /// The profile.
    pub profile: Profile,
    /// Its state.
    pub state: ProfileState,
    /// How it stands between what is in force and the candidate.
    pub standing: Standing,
    /// The revision that wrote it; `None` while it is only staged.
    pub since: Option<RevisionNumber>,
    /// Whole days until its certificate ends; negative after the end.
    pub remaining_days: i64,
    /// Its certificate.
    pub certificate: Certificate,
    /// What is served after its certificate.
    pub intermediates: Vec<Certificate>,
    /// The request that waits for the CA's answer.
    pub request: Option<WaitingRequest>,
    /// What uses it.
    pub users: Vec<EntryId>,
}

/// A request that waits for the CA's answer.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct WaitingRequest {
    /// The request.
    pub request: CertificateRequest,
    /// Whether it is in force or only staged.
    pub standing: Standing,
}

/// What there is to know about a profile.
///
/// # Errors
///
/// [`LookupError`].
pub async fn show(store: &Store, name: &str, now: DateTime<Utc>) -> Result<Shown, LookupError> {
    let mut reading = store.read().await?;
    let (id, profile) = lookup::existing(&mut reading, name).await?;
    let in_force = lookup::in_force(&mut reading, &id).await?;
    let since = reading.entry(&id).await?.and_then(|effective| effective.since);
    let standing = match (&in_force, since) {
        (_, Some(_)) => Standing::InForce,
        (Some(_), None) => Standing::Changed,
        (None, None) => Standing::Added,
    };
    let committed = in_force.and_then(|profile| profile.request);
    let request = match profile.request {
        None => None,
        Some(pending) => Some(WaitingRequest {
            request: reading.request(pending.request).await?,
            standing: match committed {
                Some(committed) if committed == pending => Standing::InForce,
                Some(_) => Standing::Changed,
                None => Standing::Added,
            },
        }),
    };
    let certificate = reading.certificate(profile.certificate).await?;
    let intermediates = reading
        .certificates(profile.intermediates.iter().copied())
        .await?;
    let rule = ExpiryRule::active(&mut reading).await?;
    let facts = CertificateFacts::of(&certificate);
    Ok(Shown {
        name: id.name().to_owned(),
        state: ProfileState::of(&profile, committed, &facts, now, rule),
        standing,
        since,
        remaining_days: remaining_days(facts.not_after, now),
        certificate,
        intermediates,
        request,
        users: reading.referrers(&id).await?,
        profile,
    })
}
