//! Listing the entries of a kind.

use certstore::{repository::RevisionNumber, store::Store};

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
    let mut reading = store.read().await?;
    Ok(present::<T>(&mut reading, name).await?.1)
}
