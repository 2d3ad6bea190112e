//! Who held a key in an earlier revision.

use std::{collections::BTreeSet, fmt};

use certcore::{error_names, fingerprint::Fingerprint};
use certstore::{
    entry::{Entry, EntryId, Profile},
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
    let versions = reading.repository().holders_of_keys(keys).await?;
    let (own, others): (Vec<_>, Vec<_>) = versions.into_iter().partition(|version| version.id == *id);
    let of_one = |one: &EntryVersion, other: &EntryVersion| one.id == other.id;
    let mut profiles = std::iter::once(own.as_slice()).chain(others.chunk_by(of_one));
    Ok(profiles.find_map(|versions| of(versions, keys)))
}

/// The last version of one profile, out of those that hold one of the keys, the newest first.
fn of(versions: &[EntryVersion], keys: &BTreeSet<Fingerprint>) -> Option<EarlierHolder> {
    let profiles = versions.iter().filter_map(|version| match &version.entry {
        Entry::Profile(profile) => Some((version, profile)),
        _ => None,
    });
    let waited = |profile: &Profile| profile.request.is_some_and(|pending| keys.contains(&pending.key));
    let request = profiles.clone().find(|(_, profile)| waited(profile));
    let key = || profiles.clone().find(|(_, profile)| keys.contains(&profile.key));
    let ((version, _), held) = request
        .map(|found| (found, Held::Request))
        .or_else(|| key().map(|found| (found, Held::Key)))?;
    Some(EarlierHolder {
        name: version.id.name().to_owned(),
        held,
        revision: version.since,
        until: version.until,
    })
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
