//! A consistent copy of the store while it is in use.

use std::path::Path;

use sqlx::SqlitePool;

use super::{
    error::{from_io, translate},
    finish, identity,
};
use crate::{
    file::{FinalLink, Place, Workroom},
    repository::BackendError,
};

/// Copies to a file that must not exist. It is written beside its place, and appears when it is complete and on disk.
pub(super) async fn copy(pool: &SqlitePool, destination: &Path, place: &str) -> Result<(), BackendError> {
    let room = begin(destination, place)?;
    let Some(path) = room.path().to_str() else {
        return Err(BackendError::Unavailable {
            place: place.to_owned(),
            reason: "its path is not UTF-8".to_owned(),
        });
    };
    sqlx::query("VACUUM INTO ?")
        .bind(path)
        .execute(pool)
        .await
        .map_err(|error| translate(place, &error))?;
    finish::publish(room, destination, place).await
}

/// Where a new file is written before it is at its place.
pub(super) fn begin(path: &Path, place: &str) -> Result<Workroom, BackendError> {
    let found = vacant(path, place)?;
    Workroom::make(&found, path).map_err(|error| from_io(place, &error))
}

/// The place of a new file, where there must be nothing, and nothing of another store beside it.
pub(super) fn vacant(path: &Path, place: &str) -> Result<Place, BackendError> {
    let told = |error: std::io::Error| from_io(place, &error);
    let found = Place::find(path, FinalLink::Keep).map_err(told)?;
    if found.standing().map_err(told)?.is_some() {
        return Err(BackendError::Exists {
            place: place.to_owned(),
        });
    }
    identity::refuse_rest_beside(path, place)?;
    Ok(found)
}
