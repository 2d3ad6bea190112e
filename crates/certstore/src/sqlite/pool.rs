//! The connections of one process to a file: WAL, foreign keys on, `synchronous=FULL`.

use std::{
    io::ErrorKind,
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

/// How long a writer waits for another.
pub(super) const PATIENCE: Duration = Duration::from_secs(30);

/// Connections of one process: one writes, the others read.
const CONNECTIONS: u32 = 4;

/// Makes a copy keep a log, as the store does.
pub(super) const KEEP_LOG: &str = "PRAGMA journal_mode = WAL";

/// What a file is to its connections.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Medium {
    /// A store that keeps a log beside it, so that readers and a writer do not wait for each other.
    Store,
    /// A copy that was never written since it was made. It keeps no log before it is.
    Copy,
    /// A file that cannot be used together with a log, and that nothing changes.
    Frozen,
}

impl Medium {
    /// Whether a file that could not be opened together with its log is frozen.
    ///
    /// It is when its folder takes no file and no log lies in it. Somebody with more rights may still write it; he leaves
    /// a log beside it for as long as he has it open.
    pub(super) fn is_frozen(path: &Path) -> bool {
        let mut log = path.as_os_str().to_owned();
        log.push("-wal");
        let closed = path.parent().is_some_and(|folder| {
            tempfile::tempfile_in(folder).is_err_and(|error| {
                matches!(
                    error.kind(),
                    ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
                )
            })
        });
        closed && PathBuf::from(log).symlink_metadata().is_err()
    }
}

/// Connections that are made when they are needed. None of them changes a copy before it is asked to.
pub(super) fn pool(path: &Path, medium: Medium) -> SqlitePool {
    let mut options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .read_only(medium == Medium::Frozen)
        .immutable(medium == Medium::Frozen)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        // What is deleted is overwritten, and the schema may not call functions with side effects.
        .pragma("secure_delete", "ON")
        .pragma("trusted_schema", "OFF");
    if medium == Medium::Store {
        options = options.journal_mode(SqliteJournalMode::Wal);
    }
    SqlitePoolOptions::new()
        .max_connections(CONNECTIONS)
        .test_before_acquire(false)
        .acquire_timeout(PATIENCE)
        .connect_lazy_with(options)
}
