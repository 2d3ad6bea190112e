//! One transaction of a `SQLite` store.

use std::sync::Arc;

use async_trait::async_trait;
use sqlx::{Sqlite, SqliteConnection, Transaction};
use tokio::sync::OwnedMutexGuard;

use super::error::{after_commit, translate};
use crate::repository::{BackendError, Questions, Repository};

/// One transaction.
#[derive(Debug)]
pub(super) struct SqliteTransaction {
    inner: Transaction<'static, Sqlite>,
    pub(super) place: String,
    /// Held while the transaction is open, so that the backend can count.
    _open: Arc<()>,
    /// A writer's place at the head of the queue. Dropped last, so that the next one finds the store free.
    _turn: Option<OwnedMutexGuard<()>>,
}

impl SqliteTransaction {
    /// A transaction that was begun.
    pub(super) const fn new(
        inner: Transaction<'static, Sqlite>,
        place: String,
        open: Arc<()>,
        turn: Option<OwnedMutexGuard<()>>,
    ) -> Self {
        Self {
            inner,
            place,
            _open: open,
            _turn: turn,
        }
    }

    /// The connection, for one statement.
    pub(super) fn connection(&mut self) -> &mut SqliteConnection {
        &mut self.inner
    }

    /// What the database said, in the store's words.
    pub(super) fn error(&self, error: &sqlx::Error) -> BackendError {
        translate(&self.place, error)
    }
}

impl Questions for SqliteTransaction {}

#[async_trait]
impl Repository for SqliteTransaction {
    async fn commit(self: Box<Self>) -> Result<(), BackendError> {
        let place = self.place;
        self.inner
            .commit()
            .await
            .map_err(|error| after_commit(translate(&place, &error)))
    }
}
