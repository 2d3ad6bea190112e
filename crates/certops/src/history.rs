//! The commits that were, and what they did.

use certcore::error_names;
use certstore::{
    entry::{Entry, EntryId},
    repository::{BackendError, RevisionNumber, RevisionRecord},
    store::{Reading, Store, StoreError},
};
use thiserror::Error;

use crate::changes::{ChangesError, EntryChange, describe};

/// The last commits, the newest first.
///
/// # Errors
///
/// [`StoreError`].
pub async fn history(store: &Store, limit: u32) -> Result<Vec<RevisionRecord>, StoreError> {
    Ok(store.read().await?.repository().revisions(limit).await?)
}

/// A commit and what it did.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Shown {
    /// The commit.
    pub revision: RevisionRecord,
    /// What it changed, in the order of kinds and names.
    pub changes: Vec<EntryChange>,
}

/// What a revision changed.
///
/// # Errors
///
/// [`ShowError::Unknown`] where there is no such revision, and why it cannot be shown.
pub async fn show(store: &Store, number: RevisionNumber) -> Result<Shown, ShowError> {
    let mut reading = store.read().await?;
    let revision = known(&mut reading, number).await?;
    let changes = reading.repository().changes(number).await?;
    Ok(Shown {
        revision,
        changes: describe(&mut reading, changes).await?,
    })
}

/// The configuration as it was after a revision.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ConfigurationAt {
    /// The commit.
    pub revision: RevisionRecord,
    /// All entries, in the order of kinds and names.
    pub entries: Vec<(EntryId, Entry)>,
}

/// The configuration as it was after a revision.
///
/// # Errors
///
/// [`ShowError::Unknown`] where there is no such revision, and what the store says.
pub async fn configuration_at(store: &Store, number: RevisionNumber) -> Result<ConfigurationAt, ShowError> {
    let mut reading = store.read().await?;
    let revision = known(&mut reading, number).await?;
    let versions = reading.repository().entries_at(number, None).await?;
    Ok(ConfigurationAt {
        revision,
        entries: versions
            .into_iter()
            .map(|version| (version.id, version.entry))
            .collect(),
    })
}

/// The record of a revision that there is.
///
/// # Errors
///
/// [`ShowError::Unknown`] where there is none.
pub(crate) async fn known(
    reading: &mut Reading<'_>,
    number: RevisionNumber,
) -> Result<RevisionRecord, ShowError> {
    if let Some(record) = reading.repository().revision(number).await? {
        return Ok(record);
    }
    let head = reading.repository().head().await?;
    Err(ShowError::Unknown { number, head })
}

/// Why a revision is not shown.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum ShowError {
    /// There is no such revision.
    #[error("there is no revision {number}; the last one is {head}")]
    Unknown {
        /// The number that was asked for.
        number: RevisionNumber,
        /// The last revision.
        head: RevisionNumber,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The changes.
    #[error(transparent)]
    Changes(#[from] ChangesError),
}

impl From<BackendError> for ShowError {
    fn from(error: BackendError) -> Self {
        Self::Store(error.into())
    }
}

error_names!(ShowError {
    Self::Unknown { .. } => "revision-unknown", "A revision was named that the store does not have.";
    @via Self::Store(error) => error;
    @via Self::Changes(error) => error;
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{changes::Act, specimen::Specimen};

    #[tokio::test]
    async fn revision_shows_what_it_did_and_the_newest_stands_first() {
        let specimen = Specimen::new().await;
        let mx = specimen.stage_profile("mx", 90).await;
        let number = specimen.publish().await;
        let shown = show(&specimen.store, number).await.unwrap();
        assert_eq!(shown.changes[0].id, mx);
        assert_eq!(shown.changes[0].act, Act::Add);
        let numbers: Vec<i64> = history(&specimen.store, 10)
            .await
            .unwrap()
            .iter()
            .map(|record| record.number.0)
            .collect();
        assert_eq!(numbers, [2, 1]);
    }

    #[tokio::test]
    async fn configuration_of_an_earlier_revision_lacks_what_came_later() {
        let specimen = Specimen::new().await;
        let mx = specimen.stage_profile("mx", 90).await;
        specimen.publish().await;
        let has = |at: ConfigurationAt| at.entries.iter().any(|(id, _)| *id == mx);
        let first = configuration_at(&specimen.store, RevisionNumber(1))
            .await
            .unwrap();
        assert!(!has(first));
        let second = configuration_at(&specimen.store, RevisionNumber(2))
            .await
            .unwrap();
        assert!(has(second));
    }

    #[tokio::test]
    async fn unknown_revision_is_refused_and_the_last_one_is_named() {
        let specimen = Specimen::new().await;
        let refused = show(&specimen.store, RevisionNumber(7)).await.unwrap_err();
        assert!(refused.to_string().contains("no revision 7; the last one is 1"));
    }
}
