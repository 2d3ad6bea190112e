//! Listing the profiles with their states, without reading a certificate.

use std::collections::{BTreeMap, HashMap, HashSet};

use certstore::{
    entry::{Entry, EntryId, Kind, PendingRequest, Profile},
    repository::{CertificateFacts, StagedChange},
    store::{Reading, Store, StoreError},
};
use chrono::{DateTime, TimeDelta, Utc};

use super::state::{ProfileState, Standing, remaining_days};

/// What is listed.
#[derive(Clone, Copy, Debug)]
pub struct List {
    /// Only profiles whose certificate ends within so many days or has ended; all without it.
    pub ending_within: Option<u32>,
    /// With how many days left a certificate is said to expire.
    pub expiring_days: u32,
}

/// A profile in a list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Listed {
    /// Its name.
    pub name: String,
    /// Its state.
    pub state: ProfileState,
    /// How it stands between what is in force and the candidate.
    pub standing: Standing,
    /// Whole days until its certificate ends; negative after the end.
    pub remaining_days: i64,
    /// What its certificate says.
    pub certificate: CertificateFacts,
    /// The profile.
    pub profile: Profile,
    /// What uses it.
    pub users: Vec<EntryId>,
}

/// The profiles with the candidate over what is in force, in the order of their names; those that end soon in the order
/// in which they end.
///
/// # Errors
///
/// [`StoreError`].
pub async fn list(store: &Store, request: &List, now: DateTime<Utc>) -> Result<Vec<Listed>, StoreError> {
    let mut reading = store.read().await?;
    let before = request
        .ending_within
        .map(|days| now.checked_add_signed(TimeDelta::days(i64::from(days))))
        .map(|end| end.unwrap_or(DateTime::<Utc>::MAX_UTC));
    let staged = reading.repository().staged().await?;
    let mut found: BTreeMap<String, Listed> = BTreeMap::new();
    let judge = |profile: &Profile, committed, certificate: &CertificateFacts| {
        ProfileState::of(
            profile,
            committed,
            certificate.not_after,
            now,
            request.expiring_days,
        )
    };
    for row in reading.repository().profiles(before).await? {
        let committed = row.profile.request;
        let listed = Listed {
            state: judge(&row.profile, committed, &row.certificate),
            standing: Standing::InForce,
            remaining_days: remaining_days(row.certificate.not_after, now),
            certificate: row.certificate,
            profile: row.profile,
            users: Vec::new(),
            name: row.name.clone(),
        };
        found.insert(row.name, listed);
    }
    for change in staged.iter().filter(|change| change.id.kind() == Kind::Profile) {
        found.remove(change.id.name());
        let Some(Entry::Profile(profile)) = &change.entry else {
            continue;
        };
        let certificate = reading.certificate_facts(profile.certificate).await?;
        if before.is_some_and(|before| certificate.not_after >= before) {
            continue;
        }
        let (standing, committed) = in_force(&mut reading, &change.id).await?;
        let listed = Listed {
            name: change.id.name().to_owned(),
            state: judge(profile, committed, &certificate),
            standing,
            remaining_days: remaining_days(certificate.not_after, now),
            certificate,
            profile: profile.clone(),
            users: Vec::new(),
        };
        found.insert(change.id.name().to_owned(), listed);
    }
    for (name, users) in users(&mut reading, &staged).await? {
        if let Some(listed) = found.get_mut(&name) {
            listed.users = users;
        }
    }
    let mut listed: Vec<Listed> = found.into_values().collect();
    if before.is_some() {
        listed.sort_by_key(|listed| listed.certificate.not_after);
    }
    Ok(listed)
}

async fn in_force(
    reading: &mut Reading<'_>,
    id: &EntryId,
) -> Result<(Standing, Option<PendingRequest>), StoreError> {
    let version = reading.repository().entry(id).await?;
    Ok(match version.map(|version| version.entry) {
        Some(Entry::Profile(profile)) => (Standing::Changed, profile.request),
        _ => (Standing::Added, None),
    })
}

/// The users of each profile that has any, with the candidate laid over what is in force.
async fn users(
    reading: &mut Reading<'_>,
    staged: &[StagedChange],
) -> Result<HashMap<String, Vec<EntryId>>, StoreError> {
    let mut users: HashMap<String, Vec<EntryId>> = HashMap::new();
    let touched: HashSet<&EntryId> = staged.iter().map(|change| &change.id).collect();
    for (user, used) in reading.repository().references().await? {
        if used.kind() == Kind::Profile && !touched.contains(&user) {
            users.entry(used.name().to_owned()).or_default().push(user);
        }
    }
    for change in staged {
        let Some(entry) = &change.entry else {
            continue;
        };
        for used in entry.references(&change.id) {
            if used.kind() == Kind::Profile {
                let users = users.entry(used.name().to_owned()).or_default();
                users.push(change.id.clone());
            }
        }
    }
    for users in users.values_mut() {
        users.sort();
    }
    Ok(users)
}
