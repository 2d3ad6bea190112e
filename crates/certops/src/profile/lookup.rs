//! Finding a profile by its name, with the candidate over what is in force.

use certcore::error_names;
use certstore::{
    entry::{EntryId, EntryIdError, Profile},
    repository::BackendError,
    store::{Reading, StoreError},
};
use thiserror::Error;

use crate::edit::EntryMissing;

/// The profile of this name.
pub(super) async fn existing(
    reading: &mut Reading<'_>,
    name: &str,
) -> Result<(EntryId, Profile), LookupError> {
    let id = EntryId::profile(name)?;
    match reading.profile(&id).await? {
        Some(profile) => Ok((id, profile)),
        None => Err(EntryMissing::look_up(reading, &id).await?.into()),
    }
}

/// The profile of this name as it is in force; `None` while it is only staged.
pub(super) async fn in_force(reading: &mut Reading<'_>, id: &EntryId) -> Result<Option<Profile>, StoreError> {
    let version = reading.repository().entry(id).await?;
    Ok(version.and_then(|version| version.entry.try_into().ok()))
}

/// What there is to say against a new profile of this name; `None` when it is free.
pub(super) async fn vacant(
    reading: &mut Reading<'_>,
    id: &EntryId,
) -> Result<Option<ProfileExists>, StoreError> {
    let found = reading.entry(id).await?;
    Ok(found.map(|_| ProfileExists {
        name: id.name().to_owned(),
    }))
}

/// Why a profile was not found.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum LookupError {
    /// There is none of this name.
    #[error(transparent)]
    Missing(#[from] EntryMissing),
    /// No profile can have this name.
    #[error(transparent)]
    Id(#[from] EntryIdError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<BackendError> for LookupError {
    fn from(error: BackendError) -> Self {
        Self::Store(error.into())
    }
}

error_names!(LookupError {
    @via Self::Missing(error) => error;
    @via Self::Id(error) => error;
    @via Self::Store(error) => error;
});

/// A profile of this name exists.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("there is a profile named '{name}' already")]
pub struct ProfileExists {
    /// The name.
    pub name: String,
}

error_names!(ProfileExists {
    _ => "profile-exists", "A profile was to be made under the name of one that exists.";
});
