//! What `SQLite` says, in the store's words.

use crate::repository::BackendError;

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

/// Translates an error of the database.
pub(super) fn translate(place: &str, error: &sqlx::Error) -> BackendError {
    let place = place.to_owned();
    let reason = error.to_string();
    let Some(database) = error.as_database_error() else {
        return match error {
            sqlx::Error::PoolTimedOut => BackendError::Busy { place },
            _ => BackendError::Unavailable { place, reason },
        };
    };
    let reason = database.message().to_owned();
    let code = database
        .code()
        .and_then(|code| code.parse::<i32>().ok())
        .unwrap_or(0);
    match code & PRIMARY {
        BUSY | LOCKED => BackendError::Busy { place },
        FULL => BackendError::Full { place },
        READONLY => BackendError::ReadOnly { place, reason },
        CANTOPEN => BackendError::ReadOnly {
            place,
            reason: "the file, or its log beside it, cannot be opened".to_owned(),
        },
        CORRUPT => BackendError::Corrupt { place, reason },
        NOTADB => BackendError::Foreign {
            place,
            reason: "the file is no SQLite database".to_owned(),
        },
        IOERR => BackendError::Unavailable {
            place,
            reason: format!("{reason}; the disk may be full or failing"),
        },
        _ => BackendError::Unavailable { place, reason },
    }
}
