//! Who held a key in an earlier revision.

use std::{collections::BTreeSet, fmt};

use certcore::{error_names, fingerprint::Fingerprint};
use certstore::{
    entry::{EntryId, Kind, Profile},
    repository::{EntryVersion, RevisionNumber},
    store::{Reading, StoreError},
};
use thiserror::Error;

/// The last version that held one of the keys: of this profile, or else of another one; a request before a certificate.
pub(super) async fn find(
    reading: &mut Reading<'_>,
    id: &EntryId,
    keys: &BTreeSet<Fingerprint>,
) -> Result<Option<EarlierHolder>, StoreError> {
    if let Some(holder) = of(reading, id, keys).await? {
        return Ok(Some(holder));
    }
    for other in reading.repository().touched_after(RevisionNumber(0)).await? {
        if other.kind() == Kind::Profile
            && other != *id
            && let Some(holder) = of(reading, &other, keys).await?
        {
            return Ok(Some(holder));
        }
    }
    Ok(None)
}

async fn of(
    reading: &mut Reading<'_>,
    id: &EntryId,
    keys: &BTreeSet<Fingerprint>,
) -> Result<Option<EarlierHolder>, StoreError> {
    let versions = reading.repository().versions(id).await?;
    let profiles: Vec<(EntryVersion, Profile)> = versions
        .into_iter()
        .filter_map(|version| Some((version.clone(), Profile::try_from(version.entry).ok()?)))
        .collect();
    let waited = |profile: &Profile| profile.request.is_some_and(|pending| keys.contains(&pending.key));
    let held = |profile: &Profile| keys.contains(&profile.key);
    let request = profiles.iter().find(|(_, profile)| waited(profile));
    let key = || profiles.iter().find(|(_, profile)| held(profile));
    let found = request
        .map(|(version, _)| (version, Held::Request))
        .or_else(|| key().map(|(version, _)| (version, Held::Key)));
    Ok(found.map(|(version, held)| EarlierHolder {
        name: id.name().to_owned(),
        held,
        revision: version.since,
        until: version.until,
    }))
}

/// What of a profile certificates fit.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Held {
    /// The request that waited.
    Request,
    /// The key of its certificate.
    Key,
}

impl fmt::Display for Held {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Request => "answers the request",
            Self::Key => "is for the key",
        })
    }
}

/// Certificates fit what a profile held in an earlier revision.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("this {held} that the profile '{name}' had in revision {revision}{}; stage that version of the profile again and commit it, then the answer fits", replaced(*.until))]
pub struct EarlierHolder {
    /// The profile.
    pub name: String,
    /// What of it.
    pub held: Held,
    /// The revision that wrote the version.
    pub revision: RevisionNumber,
    /// The revision that replaced it; `None` when only a staged change does.
    pub until: Option<RevisionNumber>,
}

error_names!(EarlierHolder {
    _ => "answer-for-earlier-request", "A CA's answer fits a request or a key that a profile had in an earlier revision.";
});

fn replaced(until: Option<RevisionNumber>) -> String {
    match until {
        Some(until) => format!(", which revision {until} replaced"),
        None => ", which a staged change replaces".to_owned(),
    }
}
