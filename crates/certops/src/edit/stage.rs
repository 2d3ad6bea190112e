//! Staging changes that go together, so that nothing is left that names what is not there.

use certcore::error_names;
use certstore::{
    entry::{BodyError, Entry, EntryId, EntryIdError},
    repository::Change,
    store::{Reading, StoreError, Writing},
};
use thiserror::Error;

use super::{
    missing::EntryMissing,
    noun::Noun,
    policy::{self, VerifyWithoutTls},
};
use crate::in_use::{InUse, refuse_if_used};

/// Stages changes that go together: afterwards each entry that one of them names is there, and none that is deleted is
/// named by another.
pub(crate) async fn stage(writing: &mut Writing<'_>, changes: &[Change]) -> Result<(), EditError> {
    let entries = changes
        .iter()
        .map(|change| (change.id.clone(), change.after.clone()));
    writing.stage_all(entries.collect()).await?;
    for change in changes {
        let Some(entry) = &change.after else {
            refuse_if_used(writing, &change.id).await?;
            continue;
        };
        if let Entry::MailFlowPolicy(policy) = entry {
            policy::check(&change.id, *policy)?;
        }
        for named in entry.references(&change.id) {
            if writing.entry(&named).await?.is_none() {
                return Err(EntryMissing::look_up(writing, &named).await?.into());
            }
        }
    }
    Ok(())
}

/// The entry `name` as it stands, or an error that proposes other names.
pub(crate) async fn present<T: Noun>(
    reading: &mut Reading<'_>,
    name: &str,
) -> Result<(EntryId, T), EditError> {
    let id = EntryId::new(T::KIND, name)?;
    match reading.entry(&id).await? {
        Some(effective) => Ok((id, effective.entry.try_into()?)),
        None => Err(EntryMissing::look_up(reading, &id).await?.into()),
    }
}

/// The identity of an entry that is not there yet.
pub(crate) async fn absent<T: Noun>(reading: &mut Reading<'_>, name: &str) -> Result<EntryId, EditError> {
    let id = EntryId::new(T::KIND, name)?;
    match reading.entry(&id).await? {
        Some(_) => Err(EditError::Exists { id }),
        None => Ok(id),
    }
}

/// What becomes of an entry.
pub(crate) fn changed<T: Into<Entry>>(id: EntryId, before: Option<T>, after: Option<T>) -> Change {
    Change {
        id,
        before: before.map(Into::into),
        after: after.map(Into::into),
    }
}

/// Why an entry cannot be changed so.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum EditError {
    /// What shall be added is there already.
    #[error("{id} is there already; change that one, or choose another name")]
    Exists {
        /// Which.
        id: EntryId,
    },
    /// What was named is not there.
    #[error(transparent)]
    Missing(#[from] EntryMissing),
    /// Others name what shall be deleted.
    #[error(transparent)]
    InUse(#[from] InUse),
    /// A policy verifies client certificates without TLS.
    #[error(transparent)]
    Policy(#[from] VerifyWithoutTls),
    /// No entry of this kind can have the name.
    #[error(transparent)]
    Id(#[from] EntryIdError),
    /// The stored entry is of another kind, which would be a bug.
    #[error(transparent)]
    Body(#[from] BodyError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

error_names!(EditError {
    Self::Exists { .. } => "entry-exists", "An entry shall be added under a name that is taken.";
    @via Self::Missing(error) => error;
    @via Self::InUse(error) => error;
    @via Self::Policy(error) => error;
    @via Self::Id(error) => error;
    @via Self::Body(error) => error;
    @via Self::Store(error) => error;
});
