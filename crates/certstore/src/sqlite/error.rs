//! What `SQLite` and the operating system say, in the store's words.

use std::{
    io::{self, ErrorKind},
    path::Path,
};

use sqlx::migrate::MigrateError;

use super::cause::{cause, closed_beside, is_crowded, is_full};
use crate::{file::missing_folder, repository::BackendError};

/// The first octet of an extended result code is the primary one (<https://www.sqlite.org/rescode.html>).
const PRIMARY: i32 = 0xff;

const BUSY: i32 = 5;
const LOCKED: i32 = 6;
const READONLY: i32 = 8;
const IOERR: i32 = 10;
const CORRUPT: i32 = 11;
const FULL: i32 = 13;
const CANTOPEN: i32 = 14;
const NOTADB: i32 = 26;

/// A write that failed for another reason than a full disk: a quota, a limit on the size of files (`RLIMIT_FSIZE`), or the
/// disk itself. The database does not tell which, so the operating system is asked.
const IOERR_WRITE: i32 = IOERR | 3 << 8;
/// The same for a file that is cut or made longer, and for the index of the log, when it is made and when it grows.
const IOERR_TRUNCATE: i32 = IOERR | 6 << 8;
const IOERR_SHMOPEN: i32 = IOERR | 18 << 8;
const IOERR_SHMSIZE: i32 = IOERR | 19 << 8;

/// Translates an error of the database.
pub(super) fn translate(place: &str, error: &sqlx::Error) -> BackendError {
    let place = place.to_owned();
    let reason = error.to_string();
    let Some(database) = error.as_database_error() else {
        return match error {
            sqlx::Error::PoolTimedOut => BackendError::Crowded { place },
            sqlx::Error::ColumnDecode { index, source } => BackendError::Row {
                place,
                reason: format!("column {index}: {source}"),
            },
            _ => BackendError::Unavailable { place, reason },
        };
    };
    let reason = database.message().to_owned();
    let code = database
        .code()
        .and_then(|code| code.parse::<i32>().ok())
        .unwrap_or(0);
    let may_be_full = matches!(code, IOERR_WRITE | IOERR_TRUNCATE | IOERR_SHMOPEN | IOERR_SHMSIZE);
    if may_be_full && cause(&place).is_some_and(|error| is_full(&error)) {
        return BackendError::Full { place };
    }
    match code & PRIMARY {
        BUSY | LOCKED => BackendError::Busy { place },
        FULL => BackendError::Full { place },
        READONLY => BackendError::ReadOnly {
            reason: closed_beside(&place).unwrap_or(reason),
            place,
        },
        CANTOPEN => match cause(&place) {
            Some(error) => from_io(&place, &error),
            None => BackendError::ReadOnly {
                reason: closed_beside(&place)
                    .unwrap_or_else(|| "the file, or its log beside it, cannot be opened".to_owned()),
                place,
            },
        },
        CORRUPT => BackendError::Corrupt { place, reason },
        NOTADB => BackendError::Foreign {
            place,
            reason: "the file is no SQLite database".to_owned(),
        },
        IOERR => BackendError::Unavailable {
            place,
            reason: format!("{reason}; the disk may be failing"),
        },
        _ => BackendError::Unavailable { place, reason },
    }
}

/// What an error means that came out of a commit: a store that is busy, full or read-only was not changed, and about one
/// that failed otherwise nobody knows.
pub(super) fn after_commit(error: BackendError) -> BackendError {
    match error {
        BackendError::Unavailable { place, reason } | BackendError::Corrupt { place, reason } => {
            BackendError::OutcomeUnknown { place, reason }
        }
        other => other,
    }
}

/// Translates an error of the operating system that a file met.
pub(super) fn from_io(place: &str, error: &io::Error) -> BackendError {
    let place = place.to_owned();
    let reason = error.to_string();
    if is_full(error) {
        return BackendError::Full { place };
    }
    if is_crowded(error) {
        return BackendError::Unavailable {
            place,
            reason: format!("{reason}; raise the limit on open files (ulimit -n), or end what holds them"),
        };
    }
    match error.kind() {
        ErrorKind::AlreadyExists => BackendError::Exists { place },
        ErrorKind::NotFound => BackendError::ReadOnly {
            reason: match missing_folder(Path::new(place.strip_prefix("sqlite:").unwrap_or(&place))) {
                Some(folder) => format!("the folder {} does not exist", folder.display()),
                None => reason,
            },
            place,
        },
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => {
            BackendError::ReadOnly { place, reason }
        }
        _ => BackendError::Unavailable { place, reason },
    }
}

/// Translates an error of a migration: what the database said, or that the migration does not fit.
pub(super) fn from_migration(place: &str, error: &MigrateError) -> BackendError {
    match error {
        MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
            match translate(place, error) {
                BackendError::Unavailable { place, reason } => BackendError::Migration { place, reason },
                told => told,
            }
        }
        _ => BackendError::Migration {
            place: place.to_owned(),
            reason: error.to_string(),
        },
    }
}

#[cfg(test)]
mod tests {
    use certcore::diagnostic::Diagnostic as _;

    use super::*;

    #[test]
    fn after_a_commit_only_a_certain_failure_says_that_nothing_was_changed() {
        let place = || "sqlite:store.db".to_owned();
        let lost = sqlx::Error::Io(io::Error::from(ErrorKind::ConnectionReset));
        let lost = after_commit(translate(&place(), &lost));
        assert_eq!(lost.name(), "store-commit-outcome-unknown", "{lost}");
        let full = after_commit(BackendError::Full { place: place() });
        assert_eq!(full.name(), "store-full");
    }
}
