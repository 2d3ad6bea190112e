//! Whether a file is a store of certctl, before anything is done to it.

use std::{
    fs::File,
    io::{self, ErrorKind, Read as _},
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

use super::{error::from_io, pool::Medium};
use crate::repository::BackendError;

/// Marks a file as a store of certctl (`PRAGMA application_id`): the letters `cert`.
pub(super) const APPLICATION_ID: i64 = 0x6365_7274;

/// What a database file begins with (<https://www.sqlite.org/fileformat.html>, section 1.3).
const MAGIC: &[u8] = b"SQLite format 3\0";
/// Where the application's mark stands: four octets, the highest first.
const MARK: std::ops::Range<usize> = 68..72;

/// Where the version of the file's form stands, for writing and for reading: 2 for a file that keeps a log.
const VERSIONS: std::ops::Range<usize> = 18..20;

/// How often, and how long apart, a copy with a log beside it is looked at again.
const LOOKS: u32 = 20;
const BETWEEN_LOOKS: Duration = Duration::from_millis(10);

/// Refuses a file that is no store, and leaves it as it is.
pub(super) fn confirm(path: &Path, place: &str) -> Result<Medium, BackendError> {
    let foreign = |reason: &str| {
        Err(BackendError::Foreign {
            place: place.to_owned(),
            reason: reason.to_owned(),
        })
    };
    let beginning = beginning(path).map_err(|error| unreadable(path, place, &error))?;
    if beginning.is_empty() {
        return foreign("the file is empty");
    }
    if !beginning.starts_with(MAGIC) {
        return foreign("the file is no SQLite database");
    }
    let mark = beginning.get(MARK).and_then(|mark| mark.try_into().ok());
    if mark.map(i32::from_be_bytes).map(i64::from) == Some(APPLICATION_ID) {
        let is_store = |beginning: &[u8]| beginning.get(VERSIONS) == Some(&[2, 2]);
        if is_store(&beginning) {
            return Ok(Medium::Store);
        }
        // A copy has none until it is written, so this one would be taken into the wrong file.
        return match refuse_beside(path, place, &["-wal", "-journal"]) {
            // Another process may have made it a store meanwhile.
            Err(_) if first_write_ends(|| self::beginning(path).is_ok_and(|now| is_store(&now))) => {
                Ok(Medium::Store)
            }
            looked => looked.map(|()| Medium::Copy),
        };
    }
    foreign("it is a SQLite database of another program")
}

/// Waits for the first write of another process to a copy, if there is one: it takes a moment.
fn first_write_ends(is_store: impl Fn() -> bool) -> bool {
    (0..LOOKS).any(|_| {
        is_store() || {
            thread::sleep(BETWEEN_LOOKS);
            false
        }
    })
}

fn beginning(path: &Path) -> io::Result<Vec<u8>> {
    let mut octets = Vec::with_capacity(MARK.end);
    File::open(path)?.take(MARK.end as u64).read_to_end(&mut octets)?;
    Ok(octets)
}

/// Why a file could not be read; to somebody who may not, whose it is.
fn unreadable(path: &Path, place: &str, error: &io::Error) -> BackendError {
    match (error.kind(), path.metadata()) {
        (ErrorKind::PermissionDenied, Ok(metadata)) => BackendError::Forbidden {
            place: place.to_owned(),
            owner: metadata.uid(),
            mode: metadata.mode() & 0o7777,
        },
        _ => from_io(place, error),
    }
}

/// Refuses the place of a new file when something of another store is beside it: `SQLite` would write the log or the
/// journal into the file, and a process that still has the other store open shares the index of its log.
///
/// # Errors
///
/// [`BackendError::OtherLog`].
pub(super) fn refuse_rest_beside(path: &Path, place: &str) -> Result<(), BackendError> {
    refuse_beside(path, place, &["-wal", "-journal", "-shm"])
}

/// Refuses files with something in them beside the file, with these ends of their names.
fn refuse_beside(path: &Path, place: &str, ends: &[&str]) -> Result<(), BackendError> {
    // SQLite looks beside the file that a link leads to.
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    for end in ends {
        let mut log = path.as_os_str().to_owned();
        log.push(end);
        let log = PathBuf::from(log);
        if log.metadata().is_ok_and(|metadata| metadata.len() > 0) {
            return Err(BackendError::OtherLog {
                place: place.to_owned(),
                log: log.display().to_string(),
            });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::{fs, os::unix::fs::PermissionsExt as _};

    use certcore::diagnostic::Diagnostic as _;

    use super::*;

    #[test]
    fn who_may_not_read_a_store_is_told_whose_it_is() {
        let file = tempfile::NamedTempFile::new().unwrap();
        fs::set_permissions(file.path(), fs::Permissions::from_mode(0o600)).unwrap();
        let owner = file.path().metadata().unwrap().uid();
        let refusal = unreadable(file.path(), "s.db", &ErrorKind::PermissionDenied.into());
        assert_eq!(refusal.name(), "store-forbidden");
        let said = refusal.to_string();
        assert!(
            said.contains(&format!("belongs to user {owner} and has the mode 0600")),
            "{said}"
        );
    }
}
