//! Removing an entry.

use certstore::{
    repository::Change,
    store::{Actor, Store},
};

use super::{
    noun::Noun,
    stage::{EditError, changed, present, stage},
};

/// Stages the removal of an entry.
///
/// # Errors
///
/// [`EditError::Missing`], [`EditError::InUse`], [`EditError::Id`], [`EditError::Store`].
pub async fn remove<T: Noun>(store: &Store, actor: &Actor, name: &str) -> Result<Change, EditError> {
    let mut writing = store.write(actor).await?;
    let (id, before) = present::<T>(&mut writing, name).await?;
    let change = changed(id, Some(before), None);
    stage(&mut writing, std::slice::from_ref(&change)).await?;
    writing.commit().await?;
    Ok(change)
}
