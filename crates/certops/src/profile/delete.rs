//! Deleting a profile that nothing uses.

use certcore::error_names;
use certstore::{
    entry::Profile,
    store::{Actor, Store, StoreError},
};
use thiserror::Error;

use super::lookup::{self, LookupError};
use crate::in_use::{InUse, refuse_if_used};

/// A deletion that was staged.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Deleted {
    /// The profile's name.
    pub name: String,
    /// What it was.
    pub profile: Profile,
}

/// Stages the deletion of a profile. Its earlier versions stay restorable.
///
/// # Errors
///
/// [`DeleteError`], with the users of a profile that is in use.
pub async fn delete(store: &Store, actor: &Actor, name: &str) -> Result<Deleted, DeleteError> {
    let mut writing = store.write(actor).await?;
    let (id, profile) = lookup::existing(&mut writing, name).await?;
    refuse_if_used(&mut writing, &id).await?;
    writing.stage(&id, None).await?;
    writing.commit().await?;
    Ok(Deleted {
        name: id.name().to_owned(),
        profile,
    })
}

/// Why a profile was not deleted.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum DeleteError {
    /// Something uses it.
    #[error(transparent)]
    InUse(#[from] InUse),
    /// The profile.
    #[error(transparent)]
    Lookup(#[from] LookupError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

error_names!(DeleteError {
    @via Self::InUse(error) => error;
    @via Self::Lookup(error) => error;
    @via Self::Store(error) => error;
});
