//! A `SQLite` file as the place of a store.

use std::{
    fs::{self, OpenOptions},
    io::ErrorKind,
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
    time::Duration,
};

use async_trait::async_trait;
use sqlx::{
    SqlitePool,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqlitePoolOptions, SqliteSynchronous},
};

use super::{error::translate, migration, transaction::SqliteTransaction};
use crate::repository::{Access, Backend, BackendError, Repository};

/// How long a writer waits for another.
const PATIENCE: Duration = Duration::from_secs(30);

/// Connections of one process: one writes, the others read.
const CONNECTIONS: u32 = 4;

/// A `SQLite` file: WAL, foreign keys on, `synchronous=FULL`.
#[derive(Clone, Debug)]
pub struct SqliteBackend {
    pool: SqlitePool,
    place: String,
}

impl SqliteBackend {
    /// Makes a new file that only its owner can read, with an empty store in it.
    ///
    /// # Errors
    ///
    /// [`BackendError::Exists`] where there is a file already; others when it cannot be made.
    pub async fn create(path: &Path) -> Result<Self, BackendError> {
        let place = place(path);
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(path)
            .map_err(|error| match error.kind() {
                ErrorKind::AlreadyExists => BackendError::Exists { place: place.clone() },
                _ => BackendError::ReadOnly {
                    place: place.clone(),
                    reason: error.to_string(),
                },
            })?;
        let backend = Self {
            pool: pool(path),
            place,
        };
        let marked = backend.mark().await;
        if let Err(error) = marked {
            backend.close().await;
            discard(path);
            return Err(error);
        }
        Ok(backend)
    }

    /// Opens a file, brings its schema up to date, and refuses one whose migrations are not those of this release.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    pub async fn open(path: &Path) -> Result<Self, BackendError> {
        let place = place(path);
        match fs::metadata(path) {
            Ok(metadata) if metadata.is_file() => {}
            Ok(_) => {
                return Err(BackendError::Foreign {
                    place,
                    reason: "it is no file".to_owned(),
                });
            }
            Err(error) if error.kind() == ErrorKind::NotFound => return Err(BackendError::Missing { place }),
            Err(error) => {
                return Err(BackendError::Unavailable {
                    place,
                    reason: error.to_string(),
                });
            }
        }
        let backend = Self {
            pool: pool(path),
            place,
        };
        migration::bring_up_to_date(&backend.pool, &backend.place).await?;
        Ok(backend)
    }

    async fn mark(&self) -> Result<(), BackendError> {
        let statement = format!("PRAGMA application_id = {}", migration::APPLICATION_ID);
        sqlx::query(sqlx::AssertSqlSafe(statement))
            .execute(&self.pool)
            .await
            .map_err(|error| translate(&self.place, &error))?;
        migration::apply(&self.pool, &self.place).await
    }
}

#[async_trait]
impl Backend for SqliteBackend {
    fn place(&self) -> &str {
        &self.place
    }

    async fn begin(&self, access: Access) -> Result<Box<dyn Repository>, BackendError> {
        let statement = match access {
            Access::Read => "BEGIN DEFERRED",
            Access::Write => "BEGIN IMMEDIATE",
        };
        let inner = self
            .pool
            .begin_with(statement)
            .await
            .map_err(|error| translate(&self.place, &error))?;
        Ok(Box::new(SqliteTransaction::new(inner, self.place.clone())))
    }

    async fn copy_to(&self, destination: &Path) -> Result<(), BackendError> {
        let target = place(destination);
        // SQLite makes its file with the rights of the umask; into an empty one it writes as into a new one.
        OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o600)
            .open(destination)
            .map_err(|error| match error.kind() {
                ErrorKind::AlreadyExists => BackendError::Exists {
                    place: target.clone(),
                },
                _ => BackendError::ReadOnly {
                    place: target.clone(),
                    reason: error.to_string(),
                },
            })?;
        let copied = sqlx::query("VACUUM INTO ?")
            .bind(destination.to_string_lossy().into_owned())
            .execute(&self.pool)
            .await
            .map_err(|error| translate(&target, &error))
            .and_then(|_| sync(destination, &target));
        if copied.is_err() {
            discard(destination);
        }
        copied
    }

    async fn check(&self) -> Result<Vec<String>, BackendError> {
        let mut findings: Vec<String> = sqlx::query_scalar("PRAGMA integrity_check")
            .fetch_all(&self.pool)
            .await
            .map_err(|error| translate(&self.place, &error))?;
        findings.retain(|finding| finding != "ok");
        let orphans: Vec<(String, Option<i64>, String, i64)> = sqlx::query_as("PRAGMA foreign_key_check")
            .fetch_all(&self.pool)
            .await
            .map_err(|error| translate(&self.place, &error))?;
        findings.extend(orphans.into_iter().map(|(table, row, parent, _)| {
            format!("row {} of {table} names nothing in {parent}", row.unwrap_or(0))
        }));
        Ok(findings)
    }

    async fn compact(&self) -> Result<(), BackendError> {
        for statement in ["VACUUM", "PRAGMA wal_checkpoint(TRUNCATE)"] {
            sqlx::query(statement)
                .execute(&self.pool)
                .await
                .map_err(|error| translate(&self.place, &error))?;
        }
        Ok(())
    }

    async fn close(&self) {
        self.pool.close().await;
    }
}

fn pool(path: &Path) -> SqlitePool {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(false)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(PATIENCE)
        // What is deleted is overwritten, and the schema may not call functions with side effects.
        .pragma("secure_delete", "ON")
        .pragma("trusted_schema", "OFF");
    SqlitePoolOptions::new()
        .max_connections(CONNECTIONS)
        .test_before_acquire(false)
        .acquire_timeout(PATIENCE)
        .connect_lazy_with(options)
}

fn place(path: &Path) -> String {
    format!("sqlite:{}", path.display())
}

fn sync(path: &Path, place: &str) -> Result<(), BackendError> {
    fs::File::open(path)
        .and_then(|file| file.sync_all())
        .map_err(|error| BackendError::Unavailable {
            place: place.to_owned(),
            reason: error.to_string(),
        })
}

/// Removes a file that was begun and not finished, with its logs.
fn discard(path: &Path) {
    for suffix in ["", "-wal", "-shm"] {
        let mut name = path.as_os_str().to_owned();
        name.push(suffix);
        // What cannot be removed stays; the error that is told is the one before.
        let _ = fs::remove_file(PathBuf::from(name));
    }
}
