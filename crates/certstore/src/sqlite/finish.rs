//! The end of the writing of a file that is not at its place yet: whole, on disk, and read back.

use std::path::Path;

use sqlx::SqlitePool;

use super::{
    error::{from_io, translate},
    identity, migration,
    pool::{Medium, pool},
};
use crate::{file::Workroom, repository::BackendError};

/// Takes the log of a file into the file, all of it.
///
/// # Errors
///
/// [`BackendError::Busy`] where somebody still reads the log, and others.
pub(super) async fn take_in_log(pool: &SqlitePool, place: &str) -> Result<(), BackendError> {
    // What the statement did stands in its row; it is no error of the statement when it did not do all.
    let (busy, log, taken): (i64, i64, i64) = sqlx::query_as("PRAGMA wal_checkpoint(TRUNCATE)")
        .fetch_one(pool)
        .await
        .map_err(|error| translate(place, &error))?;
    if busy == 0 && log == taken {
        return Ok(());
    }
    Err(BackendError::Busy {
        place: place.to_owned(),
    })
}

/// Puts a file at its place, `path`, that no connection has open any more.
///
/// # Errors
///
/// [`BackendError`]; nothing is at its place then, and nothing stays of the file.
pub(super) async fn publish(room: Workroom, path: &Path, place: &str) -> Result<(), BackendError> {
    room.synchronize().map_err(|error| from_io(place, &error))?;
    let connections = pool(room.path(), Medium::Frozen);
    let sound = read_back(&connections, place).await;
    connections.close().await;
    sound?;
    // Again, because writing the file takes a while.
    identity::refuse_rest_beside(path, place)?;
    room.publish().map_err(|error| from_io(place, &error))
}

/// Reads every page of the file.
async fn read_back(connections: &SqlitePool, place: &str) -> Result<(), BackendError> {
    migration::compare(connections, place).await?;
    let findings: Vec<String> = sqlx::query_scalar("PRAGMA quick_check(1)")
        .fetch_all(connections)
        .await
        .map_err(|error| translate(place, &error))?;
    match findings.into_iter().find(|finding| finding != "ok") {
        Some(reason) => Err(BackendError::Corrupt {
            place: place.to_owned(),
            reason,
        }),
        None => Ok(()),
    }
}
