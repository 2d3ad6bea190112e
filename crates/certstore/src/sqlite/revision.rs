//! Revisions in `SQLite`.

use async_trait::async_trait;

use super::{
    row::{parse, time},
    transaction::SqliteTransaction,
};
use crate::repository::{
    BackendError, RevisionNumber, RevisionQuestions, RevisionRecord, RevisionRepository,
};

/// The columns of one row.
pub(super) type Row = (i64, String, String, i64, Option<String>);

#[async_trait]
impl RevisionQuestions for SqliteTransaction {
    async fn head(&mut self) -> Result<RevisionNumber, BackendError> {
        let number: Option<i64> = sqlx::query_scalar("SELECT max(number) FROM revision")
            .fetch_one(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        Ok(number.map_or(RevisionNumber::NONE, RevisionNumber))
    }

    async fn revision(&mut self, number: RevisionNumber) -> Result<Option<RevisionRecord>, BackendError> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT number, author, origin, committed_at, comment FROM revision WHERE number = ?",
        )
        .bind(number.0)
        .fetch_optional(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        row.map(|row| record(&self.place, row)).transpose()
    }

    async fn revisions(&mut self, limit: u32) -> Result<Vec<RevisionRecord>, BackendError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT number, author, origin, committed_at, comment FROM revision ORDER BY number DESC LIMIT ?",
        )
        .bind(limit)
        .fetch_all(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        rows.into_iter().map(|row| record(&self.place, row)).collect()
    }
}

#[async_trait]
impl RevisionRepository for SqliteTransaction {
    async fn add_revision(&mut self, revision: &RevisionRecord) -> Result<(), BackendError> {
        sqlx::query(
            "INSERT INTO revision (number, author, origin, committed_at, comment) VALUES (?, ?, ?, ?, ?)",
        )
        .bind(revision.number.0)
        .bind(&revision.author)
        .bind(revision.origin.to_string())
        .bind(revision.at.timestamp())
        .bind(&revision.comment)
        .execute(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        Ok(())
    }
}

/// The revision of one row.
pub(super) fn record(place: &str, row: Row) -> Result<RevisionRecord, BackendError> {
    let (number, author, origin, at, comment) = row;
    let what = format!("revision {number}");
    Ok(RevisionRecord {
        number: RevisionNumber(number),
        author,
        origin: parse(place, &what, &origin)?,
        at: time(place, &what, at)?,
        comment,
    })
}
