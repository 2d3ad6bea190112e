//! The versions that a profile has had.

use certstore::{
    entry::{EntryId, Profile},
    repository::{CertificateFacts, EntryVersion, RevisionNumber},
    store::{Reading, Store, StoreError},
};
use chrono::{DateTime, Utc};

use super::lookup::LookupError;
use crate::edit::EntryMissing;

/// A profile as it stood in a range of revisions.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Version {
    /// The revision that wrote it.
    pub since: RevisionNumber,
    /// The revision that replaced or deleted it; `None` while it is in force.
    pub until: Option<RevisionNumber>,
    /// Who wrote it.
    pub author: String,
    /// When.
    pub at: DateTime<Utc>,
    /// Why, in the author's words.
    pub comment: Option<String>,
    /// The profile.
    pub profile: Profile,
    /// The certificate that it served.
    pub certificate: CertificateFacts,
}

/// All committed versions of a profile, the newest first, also those of one that was deleted.
///
/// # Errors
///
/// [`LookupError`] when there never was a profile of this name. One that is only staged has no version yet.
pub async fn versions(store: &Store, name: &str) -> Result<Vec<Version>, LookupError> {
    let id = EntryId::profile(name)?;
    let mut reading = store.read().await?;
    let rows = reading.repository().versions(&id).await?;
    if rows.is_empty() && reading.profile(&id).await?.is_none() {
        return Err(EntryMissing::look_up(&mut reading, &id).await?.into());
    }
    let mut versions = Vec::with_capacity(rows.len());
    for row in rows {
        versions.extend(version(&mut reading, row).await?);
    }
    Ok(versions)
}

/// A row with its author and its certificate.
pub(super) async fn version(
    reading: &mut Reading<'_>,
    row: EntryVersion,
) -> Result<Option<Version>, StoreError> {
    let Ok(profile) = Profile::try_from(row.entry) else {
        return Ok(None);
    };
    let Some(revision) = reading.repository().revision(row.since).await? else {
        return Ok(None);
    };
    let certificate = reading.certificate_facts(profile.certificate).await?;
    Ok(Some(Version {
        since: row.since,
        until: row.until,
        author: revision.author,
        at: revision.at,
        comment: revision.comment,
        profile,
        certificate,
    }))
}
