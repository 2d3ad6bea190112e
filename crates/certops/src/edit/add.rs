//! Adding an entry.

use certstore::{
    repository::Change,
    store::{Actor, Store},
};

use super::{
    noun::Noun,
    stage::{EditError, absent, changed, stage},
};

/// Stages a new entry.
///
/// # Errors
///
/// [`EditError::Exists`], [`EditError::Missing`] for what it names, [`EditError::Id`], [`EditError::Store`].
pub async fn add<T: Noun>(store: &Store, actor: &Actor, name: &str, entry: T) -> Result<Change, EditError> {
    let mut writing = store.write(actor).await?;
    let id = absent::<T>(&mut writing, name).await?;
    let change = changed(id, None, Some(entry));
    stage(&mut writing, std::slice::from_ref(&change)).await?;
    writing.commit().await?;
    Ok(change)
}
