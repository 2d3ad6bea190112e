//! A consistent copy of the store while it is in use.

use std::{fs::File, path::Path};

use sqlx::SqlitePool;
use tempfile::Builder;

use super::error::{from_io, translate};
use crate::repository::BackendError;

/// Copies to a file that must not exist. It is written beside its place, and appears when it is complete and on disk.
pub(super) async fn copy(pool: &SqlitePool, destination: &Path, place: &str) -> Result<(), BackendError> {
    let told = |error: &std::io::Error| from_io(place, error);
    if destination.symlink_metadata().is_ok() {
        return Err(BackendError::Exists {
            place: place.to_owned(),
        });
    }
    let folder = destination.parent().unwrap_or(destination);
    // SQLite would make its file with the rights of the umask; into an empty one it writes as into a new one.
    let copy = Builder::new()
        .prefix(".certstore-")
        .tempfile_in(folder)
        .map_err(|error| told(&error))?;
    let Some(path) = copy.path().to_str() else {
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
    copy.as_file().sync_all().map_err(|error| told(&error))?;
    copy.persist_noclobber(destination)
        .map_err(|error| told(&error.error))?;
    File::open(folder)
        .and_then(|folder| folder.sync_all())
        .map_err(|error| told(&error))
}
