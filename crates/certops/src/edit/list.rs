//! Listing the entries of a kind.

use certstore::{
    repository::RevisionNumber,
    store::{Reading, Store},
};

use super::{
    noun::Noun,
    stage::{EditError, present},
};

/// An entry of a list.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Listed<T> {
    /// Its name.
    pub name: String,
    /// What it says, with the candidate over what is in force.
    pub entry: T,
    /// The revision that wrote it; `None` while it is only staged.
    pub since: Option<RevisionNumber>,
}

impl<T> Listed<T> {
    /// Whether it waits for a commit.
    pub const fn is_staged(&self) -> bool {
        self.since.is_none()
    }
}

/// The entries of a kind in the order of their names.
///
/// # Errors
///
/// [`EditError::Store`].
pub async fn list<T: Noun>(store: &Store) -> Result<Vec<Listed<T>>, EditError> {
    let entries = store.read().await?.entries(Some(T::KIND)).await?;
    entries
        .into_iter()
        .map(|effective| {
            Ok(Listed {
                name: effective.id.name().to_owned(),
                entry: effective.entry.try_into()?,
                since: effective.since,
            })
        })
        .collect()
}

/// One entry.
///
/// # Errors
///
/// [`EditError::Missing`], [`EditError::Id`], [`EditError::Store`].
pub async fn show<T: Noun>(store: &Store, name: &str) -> Result<T, EditError> {
    Ok(listed::<T>(store, name).await?.entry)
}

/// One entry as a list has it.
///
/// # Errors
///
/// As [`show`].
pub async fn listed<T: Noun>(store: &Store, name: &str) -> Result<Listed<T>, EditError> {
    listed_in(&mut store.read().await?, name).await
}

/// The same within a transaction.
pub(crate) async fn listed_in<T: Noun>(
    reading: &mut Reading<'_>,
    name: &str,
) -> Result<Listed<T>, EditError> {
    let (id, entry) = present::<T>(reading, name).await?;
    let since = reading.entry(&id).await?.and_then(|effective| effective.since);
    Ok(Listed {
        name: name.to_owned(),
        entry,
        since,
    })
}
