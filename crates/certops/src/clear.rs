//! Taking staged changes back.

use certcore::error_names;
use certstore::{
    entry::EntryId,
    repository::BackendError,
    store::{Actor, Store, StoreError, Writing},
};
use thiserror::Error;

/// Takes back what is staged for these entries, or all of it when none is named; answers which entries that were.
///
/// # Errors
///
/// [`ClearError::NotStaged`] for an entry without a staged change, and nothing is taken back then; [`ClearError::Store`].
pub async fn clear(store: &Store, actor: &Actor, entries: &[EntryId]) -> Result<Vec<EntryId>, ClearError> {
    let mut writing = store.write(actor).await?;
    for id in entries {
        if writing.repository().staged_change(id).await?.is_none() {
            return Err(ClearError::NotStaged { id: id.clone() });
        }
    }
    let cleared = if entries.is_empty() {
        writing.unstage_all().await?
    } else {
        for id in entries {
            writing.unstage(id).await?;
        }
        entries.to_vec()
    };
    writing.commit().await?;
    Ok(cleared)
}

/// What an operation that writes the candidate anew does with changes that are staged already.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Pending {
    /// They forbid it.
    #[default]
    Refuse,
    /// They are taken back.
    Clear,
}

/// Sees to it that nothing is staged; answers which entries had a change that was taken back.
///
/// # Errors
///
/// [`MakeRoomError`].
pub(crate) async fn make_room(
    writing: &mut Writing<'_>,
    pending: Pending,
) -> Result<Vec<EntryId>, MakeRoomError> {
    if pending == Pending::Clear {
        return Ok(writing.unstage_all().await?);
    }
    let staged = writing.repository().staged().await?;
    if staged.is_empty() {
        return Ok(Vec::new());
    }
    Err(MakeRoomError::NotEmpty {
        changes: staged.len(),
    })
}

/// Why staged changes are not taken back.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum ClearError {
    /// Nothing is staged for the entry.
    #[error("nothing is staged for {id}")]
    NotStaged {
        /// The entry.
        id: EntryId,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<BackendError> for ClearError {
    fn from(error: BackendError) -> Self {
        Self::Store(error.into())
    }
}

error_names!(ClearError {
    Self::NotStaged { .. } => "entry-not-staged", "A staged change was to be taken back where none is staged.";
    @via Self::Store(error) => error;
});

/// Why there is no room for a new candidate.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum MakeRoomError {
    /// Changes are staged.
    #[error("{}, which would be lost or mixed with those to come; commit or clear them first", staged(*changes))]
    NotEmpty {
        /// How many.
        changes: usize,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<BackendError> for MakeRoomError {
    fn from(error: BackendError) -> Self {
        Self::Store(error.into())
    }
}

error_names!(MakeRoomError {
    Self::NotEmpty { .. } => "candidate-not-empty", "A rollback or the loading of a configuration was asked for while changes are staged.";
    @via Self::Store(error) => error;
});

fn staged(changes: usize) -> String {
    match changes {
        1 => "the candidate holds 1 staged change".to_owned(),
        changes => format!("the candidate holds {changes} staged changes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{changes::changes, specimen::Specimen};

    #[tokio::test]
    async fn all_is_taken_back_with_the_keys_that_came_with_it() {
        let specimen = Specimen::new().await;
        let keys = specimen
            .read()
            .await
            .repository()
            .inspect_keys(i64::MIN, 100)
            .await
            .unwrap();
        let mx = specimen.stage_profile("mx", 90).await;
        let data = specimen.stage_interface("Data", "192.0.2.1").await;
        let cleared = clear(&specimen.store, &specimen.actor(), &[]).await;
        assert_eq!(cleared, Ok(vec![mx, data]));
        assert!(changes(&specimen.store).await.unwrap().changes.is_empty());
        let left = specimen
            .read()
            .await
            .repository()
            .inspect_keys(i64::MIN, 100)
            .await
            .unwrap();
        assert_eq!(left, keys);
    }

    #[tokio::test]
    async fn unknown_name_takes_nothing_back() {
        let specimen = Specimen::new().await;
        let mx = specimen.stage_profile("mx", 90).await;
        let id = EntryId::profile("my").unwrap();
        let refused = clear(&specimen.store, &specimen.actor(), &[mx.clone(), id.clone()]).await;
        assert_eq!(refused, Err(ClearError::NotStaged { id }));
        assert_eq!(changes(&specimen.store).await.unwrap().changes[0].change.id, mx);
    }
}
