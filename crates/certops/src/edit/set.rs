//! Changing an entry.

use certstore::{
    repository::Change,
    store::{Actor, Store},
};

use super::{
    amendment::Amendment,
    stage::{EditError, changed, present, stage},
};

/// Stages an entry with something different in it.
///
/// # Errors
///
/// [`EditError::Missing`] for the entry or for what it names, [`EditError::Id`], [`EditError::Store`].
pub async fn set<A: Amendment>(
    store: &Store,
    actor: &Actor,
    name: &str,
    amendment: A,
) -> Result<Change, EditError> {
    let mut writing = store.write(actor).await?;
    let (id, before) = present::<A::Entry>(&mut writing, name).await?;
    let mut after = before.clone();
    amendment.amend(&mut after);
    let change = changed(id, Some(before), Some(after));
    stage(&mut writing, std::slice::from_ref(&change)).await?;
    writing.commit().await?;
    Ok(change)
}
