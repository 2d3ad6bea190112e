//! What changes in one entry.

use certcore::error_names;
use certstore::{
    entry::{BodyError, Entry, EntryId},
    repository::{BackendError, Change},
    store::{Reading, StoreError},
};
use thiserror::Error;

use super::{
    field_change::{FieldChange, differences},
    labels::labels,
};

/// What happens to an entry.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Act {
    /// It is new.
    Add,
    /// It says something else.
    Change,
    /// It is gone.
    Delete,
}

impl Act {
    /// The stable name: `add`, `change`, `delete`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Add => "add",
            Self::Change => "change",
            Self::Delete => "delete",
        }
    }
}

/// What changes in one entry, field by field.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EntryChange {
    /// Which entry.
    pub id: EntryId,
    /// What happens to it.
    pub act: Act,
    /// The fields that differ. Of an entry that is new or gone, all fields.
    pub fields: Vec<FieldChange>,
}

/// Describes changes field by field.
///
/// # Errors
///
/// [`ChangesError`].
pub async fn describe(
    reading: &mut Reading<'_>,
    changes: Vec<Change>,
) -> Result<Vec<EntryChange>, ChangesError> {
    let mut described = Vec::with_capacity(changes.len());
    for change in changes {
        let entries: Vec<&Entry> = [&change.before, &change.after].into_iter().flatten().collect();
        let labels = labels(reading, entries).await?;
        let before = change.before.as_ref().map(Entry::to_json).transpose()?;
        let after = change.after.as_ref().map(Entry::to_json).transpose()?;
        described.push(EntryChange {
            id: change.id,
            act: match (&before, &after) {
                (None, _) => Act::Add,
                (_, None) => Act::Delete,
                _ => Act::Change,
            },
            fields: differences(before.as_ref(), after.as_ref(), &labels),
        });
    }
    Ok(described)
}

/// Why changes cannot be shown.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum ChangesError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// An entry.
    #[error(transparent)]
    Entry(#[from] BodyError),
}

impl From<BackendError> for ChangesError {
    fn from(error: BackendError) -> Self {
        Self::Store(error.into())
    }
}

error_names!(ChangesError {
    @via Self::Store(error) => error;
    @via Self::Entry(error) => error;
});
