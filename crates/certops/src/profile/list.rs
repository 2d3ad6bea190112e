//! Listing the profiles with their states, without reading a certificate.

use std::collections::{BTreeMap, HashMap, HashSet};

use certcore::fingerprint::Fingerprint;
use certstore::{
    entry::{Entry, EntryId, Kind, PendingRequest, Profile},
    repository::{CertificateFacts, StagedChange},
    store::{Reading, Store, StoreError},
};
use chrono::{DateTime, TimeDelta, Utc};

use super::state::{ProfileState, Standing, remaining_days};
use crate::expiry::ExpiryRule;

/// What is listed.
#[derive(Clone, Copy, Debug)]
pub struct List {
    /// Only profiles that serve a certificate which ends within so many days or has ended, be it an intermediate; all
    /// without it.
    pub ending_within: Option<u32>,
    /// When a certificate is expiring; without it the alert settings say so.
    pub expiry: Option<ExpiryRule>,
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
    /// The intermediate that ends first, where it ends before the certificate.
    pub intermediate: Option<CertificateFacts>,
    /// The profile.
    pub profile: Profile,
    /// What uses it.
    pub users: Vec<EntryId>,
}

impl Listed {
    /// When the first of the served certificates ends.
    pub fn first_end(&self) -> DateTime<Utc> {
        self.intermediate.as_ref().unwrap_or(&self.certificate).not_after
    }
}

/// The profiles with the candidate over what is in force, in the order of their names; those that end soon in the order
/// in which they end.
///
/// # Errors
///
/// [`StoreError`].
pub async fn list(store: &Store, request: &List, now: DateTime<Utc>) -> Result<Vec<Listed>, StoreError> {
    let mut reading = store.read().await?;
    let rule = match request.expiry {
        Some(rule) => rule,
        None => ExpiryRule::active(&mut reading).await?,
    };
    let before = request
        .ending_within
        .map(|days| now.checked_add_signed(TimeDelta::days(i64::from(days))))
        .map(|end| end.unwrap_or(DateTime::<Utc>::MAX_UTC));
    let staged = reading.repository().staged().await?;
    let mut intermediates = Intermediates::default();
    let mut found: BTreeMap<String, Listed> = BTreeMap::new();
    for row in reading.repository().profiles(before).await? {
        let committed = row.profile.request;
        let listed = Listed {
            state: ProfileState::of(&row.profile, committed, &row.certificate, now, rule),
            standing: Standing::InForce,
            remaining_days: remaining_days(row.certificate.not_after, now),
            intermediate: intermediates
                .ending_first(&mut reading, &row.profile, &row.certificate)
                .await?,
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
        let (standing, committed) = in_force(&mut reading, &change.id).await?;
        let listed = Listed {
            name: change.id.name().to_owned(),
            state: ProfileState::of(profile, committed, &certificate, now, rule),
            standing,
            remaining_days: remaining_days(certificate.not_after, now),
            intermediate: intermediates
                .ending_first(&mut reading, profile, &certificate)
                .await?,
            certificate,
            profile: profile.clone(),
            users: Vec::new(),
        };
        if before.is_none_or(|before| listed.first_end() < before) {
            found.insert(change.id.name().to_owned(), listed);
        }
    }
    for (name, users) in users(&mut reading, &staged).await? {
        if let Some(listed) = found.get_mut(&name) {
            listed.users = users;
        }
    }
    let mut listed: Vec<Listed> = found.into_values().collect();
    if before.is_some() {
        listed.sort_by_key(Listed::first_end);
    }
    Ok(listed)
}

/// Intermediates that were looked at; many profiles have the same.
#[derive(Debug, Default)]
struct Intermediates(HashMap<Fingerprint, CertificateFacts>);

impl Intermediates {
    async fn ending_first(
        &mut self,
        reading: &mut Reading<'_>,
        profile: &Profile,
        certificate: &CertificateFacts,
    ) -> Result<Option<CertificateFacts>, StoreError> {
        let mut first = certificate;
        for fingerprint in &profile.intermediates {
            if !self.0.contains_key(fingerprint) {
                let facts = reading.certificate_facts(*fingerprint).await?;
                self.0.insert(*fingerprint, facts);
            }
        }
        for facts in profile.intermediates.iter().filter_map(|one| self.0.get(one)) {
            if facts.not_after < first.not_after {
                first = facts;
            }
        }
        Ok((first != certificate).then(|| first.clone()))
    }
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
