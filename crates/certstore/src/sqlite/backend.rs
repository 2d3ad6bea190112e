//! A `SQLite` file as the place of a store.

use std::{
    fs,
    io::ErrorKind,
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf, absolute},
    sync::Arc,
    time::{Duration, Instant},
};

use async_trait::async_trait;
use sqlx::SqlitePool;
use tokio::{
    sync::{Mutex, OwnedMutexGuard},
    time::timeout,
};

use super::{
    copy::{begin, copy, vacant},
    error::translate,
    finish, identity,
    migration::{self, Schema},
    pool::{KEEP_LOG, Medium, PATIENCE, pool},
    transaction::SqliteTransaction,
};
use crate::file::{Owner, Place, Workroom};
use crate::repository::{Access, Backend, BackendError, Repository};

/// How long a connection may be on its way back into the pool before another one is opened.
const RETURN: Duration = Duration::from_millis(5);

/// A `SQLite` file: WAL, foreign keys on, `synchronous=FULL`.
#[derive(Debug)]
pub struct SqliteBackend {
    pool: SqlitePool,
    /// Each open transaction holds another one.
    transactions: Arc<()>,
    /// Whose turn it is to write, in this process. Writers wait here, and not each with a connection that a reader needs.
    turn: Arc<Mutex<()>>,
    path: PathBuf,
    place: String,
    medium: Medium,
    schema: Schema,
    /// Where the file lies before it is published.
    begun: Option<Workroom>,
}

impl SqliteBackend {
    /// The place of a new file.
    ///
    /// # Errors
    ///
    /// [`BackendError::Exists`] where there is a file already, [`BackendError::OtherLog`] beside the log of another store,
    /// and others.
    pub fn vacant(path: &Path) -> Result<Place, BackendError> {
        vacant(&real(path), &place(path))
    }

    /// Begins a new file that only its owner can read, with an empty store in it. It lies beside its place under another
    /// name until it is [published](Backend::publish).
    ///
    /// # Errors
    ///
    /// [`BackendError::Exists`] where there is a file already; others when it cannot be made.
    pub async fn create(path: &Path) -> Result<Self, BackendError> {
        let place = place(path);
        let path = real(path);
        let begun = begin(&path, &place)?;
        let backend = Self {
            pool: pool(begun.path(), Medium::Store),
            path,
            place,
            medium: Medium::Store,
            schema: Schema::Current,
            transactions: Arc::new(()),
            begun: Some(begun),
            turn: Arc::default(),
        };
        if let Err(error) = backend.mark().await {
            backend.pool.close().await;
            return Err(error);
        }
        Ok(backend)
    }

    /// Opens a file, and refuses one whose migrations are not those of this release.
    ///
    /// The file is as it was, until it is [prepared](Backend::prepare) or written. One on a read-only medium can be read.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    pub async fn open(path: &Path) -> Result<Self, BackendError> {
        let place = place(path);
        let path = real(path);
        match fs::metadata(&path) {
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
        let mut medium = identity::confirm(&path, &place)?;
        let mut connections = pool(&path, medium);
        let mut compared = migration::compare(&connections, &place).await;
        if matches!(compared, Err(BackendError::ReadOnly { .. })) && Medium::is_frozen(&path) {
            connections.close().await;
            medium = Medium::Frozen;
            connections = pool(&path, medium);
            compared = migration::compare(&connections, &place).await;
        }
        match compared {
            Ok(schema) => Ok(Self {
                pool: connections,
                path,
                place,
                medium,
                schema,
                transactions: Arc::new(()),
                begun: None,
                turn: Arc::default(),
            }),
            Err(error) => {
                connections.close().await;
                Err(error)
            }
        }
    }

    async fn mark(&self) -> Result<(), BackendError> {
        let statement = format!("PRAGMA application_id = {}", identity::APPLICATION_ID);
        sqlx::query(sqlx::AssertSqlSafe(statement))
            .execute(&self.pool)
            .await
            .map_err(|error| translate(&self.place, &error))?;
        migration::apply(&self.pool, &self.place).await
    }

    /// Waits for a connection that was let go of: it comes back by a task of its own, and to open another costs more.
    async fn await_return(&self) {
        let begun = Instant::now();
        while self.pool.size() > 0 && self.pool.num_idle() == 0 && begun.elapsed() < RETURN {
            tokio::task::yield_now().await;
        }
    }

    async fn turn(&self) -> Result<OwnedMutexGuard<()>, BackendError> {
        let turn = timeout(PATIENCE, Arc::clone(&self.turn).lock_owned()).await;
        turn.map_err(|_| BackendError::Crowded {
            place: self.place.clone(),
        })
    }

    /// What is written is the store from then on.
    async fn keep_log(&self) -> Result<(), BackendError> {
        sqlx::query(KEEP_LOG)
            .execute(&self.pool)
            .await
            .map(drop)
            .map_err(|error| translate(&self.place, &error))
    }
}

#[async_trait]
impl Backend for SqliteBackend {
    fn place(&self) -> &str {
        &self.place
    }

    async fn prepare(&self) -> Result<(), BackendError> {
        match self.schema {
            Schema::Current => Ok(()),
            Schema::Behind => migration::apply(&self.pool, &self.place).await,
        }
    }

    async fn begin(&self, access: Access) -> Result<Box<dyn Repository>, BackendError> {
        let statement = match access {
            Access::Read => "BEGIN DEFERRED",
            Access::Write => "BEGIN IMMEDIATE",
        };
        let turn = match access {
            Access::Read => None,
            Access::Write => Some(self.turn().await?),
        };
        if (self.medium, access) == (Medium::Copy, Access::Write) {
            self.keep_log().await?;
        }
        if Arc::strong_count(&self.transactions) == 1 {
            self.await_return().await;
        }
        let inner = self
            .pool
            .begin_with(statement)
            .await
            .map_err(|error| translate(&self.place, &error))?;
        Ok(Box::new(SqliteTransaction::new(
            inner,
            self.place.clone(),
            Arc::clone(&self.transactions),
            turn,
        )))
    }

    async fn copy_to(&self, destination: &Path) -> Result<(), BackendError> {
        copy(&self.pool, &real(destination), &place(destination)).await
    }

    fn owner(&self) -> Option<Owner> {
        Owner::at(&self.path)
    }

    fn exposure(&self) -> Option<String> {
        let mode = fs::metadata(&self.path).ok()?.permissions().mode() & 0o777;
        let path = self.path.display();
        (mode & 0o077 != 0).then(|| {
            format!(
                "others than its owner can read or write {path} (mode {mode:04o}); change that with chmod 600"
            )
        })
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
        sqlx::query("VACUUM")
            .execute(&self.pool)
            .await
            .map_err(|error| translate(&self.place, &error))?;
        finish::take_in_log(&self.pool, &self.place).await
    }

    async fn close(&self) {
        self.pool.close().await;
    }

    async fn publish(mut self: Box<Self>) -> Result<Box<dyn Backend>, BackendError> {
        // Closing a connection does the same, and does not say whether it could.
        let taken_in = finish::take_in_log(&self.pool, &self.place).await;
        self.pool.close().await;
        taken_in?;
        if let Some(begun) = self.begun.take() {
            finish::publish(begun, &self.path, &self.place).await?;
        }
        self.pool = pool(&self.path, self.medium);
        Ok(self)
    }
}

fn place(path: &Path) -> String {
    format!("sqlite:{}", path.display())
}

/// An absolute path: to the database, a name such as `:memory:` is no file.
fn real(path: &Path) -> PathBuf {
    absolute(path).unwrap_or_else(|_| path.to_owned())
}
