//! Staging an earlier version of a profile.

use certcore::error_names;
use certstore::{
    entry::{EntryId, EntryIdError},
    repository::{BackendError, RevisionNumber},
    store::{Actor, Store, StoreError},
};
use thiserror::Error;

use super::versions::{Version, version};

/// An earlier version that was staged.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Restored {
    /// The profile's name.
    pub name: String,
    /// The version that it has again.
    pub version: Version,
}

/// Stages a profile as it stood after a revision, with its key, its certificates and the request that waited then.
///
/// # Errors
///
/// [`RestoreError`]; nothing is staged then.
pub async fn restore(
    store: &Store,
    actor: &Actor,
    name: &str,
    revision: RevisionNumber,
) -> Result<Restored, RestoreError> {
    let id = EntryId::profile(name)?;
    let mut writing = store.write(actor).await?;
    let rows = writing.repository().versions(&id).await?;
    let stood = |since: RevisionNumber, until: Option<RevisionNumber>| {
        since <= revision && until.is_none_or(|until| until > revision)
    };
    let missing = || RestoreError::Missing {
        name: name.to_owned(),
        revision,
    };
    if revision > writing.repository().head().await? {
        return Err(missing());
    }
    let row = rows.into_iter().find(|row| stood(row.since, row.until));
    let row = row.ok_or_else(missing)?;
    let version = version(&mut writing, row).await?.ok_or_else(missing)?;
    // It takes the place of whatever is staged, also of a change in conflict.
    writing.unstage(&id).await?;
    writing.stage(&id, Some(version.profile.clone().into())).await?;
    writing.commit().await?;
    Ok(Restored {
        name: id.name().to_owned(),
        version,
    })
}

/// Why no version was staged.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum RestoreError {
    /// There was no such profile at that revision.
    #[error("there was no profile named '{}' at revision {revision}; its versions say which there are", .name.escape_debug())]
    Missing {
        /// The profile.
        name: String,
        /// The revision.
        revision: RevisionNumber,
    },
    /// No profile can have this name.
    #[error(transparent)]
    Id(#[from] EntryIdError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<BackendError> for RestoreError {
    fn from(error: BackendError) -> Self {
        Self::Store(error.into())
    }
}

error_names!(RestoreError {
    Self::Missing { .. } => "profile-version-missing", "A profile did not exist at the revision that was named.";
    @via Self::Id(error) => error;
    @via Self::Store(error) => error;
});
