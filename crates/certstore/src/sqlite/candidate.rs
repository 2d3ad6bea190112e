//! The candidate in `SQLite`.

use async_trait::async_trait;

use super::{row, transaction::SqliteTransaction};
use crate::{
    entry::EntryId,
    repository::{BackendError, CandidateQuestions, CandidateRepository, RevisionNumber, StagedChange},
};

/// The columns of one row.
pub(super) type Row = (String, String, Option<String>, i64, String, String, i64);

#[async_trait]
impl CandidateQuestions for SqliteTransaction {
    async fn staged(&mut self) -> Result<Vec<StagedChange>, BackendError> {
        let rows: Vec<Row> =
            sqlx::query_as("SELECT kind, name, body, base, author, origin, staged_at FROM candidate_change")
                .fetch_all(self.connection())
                .await
                .map_err(|error| self.error(&error))?;
        let mut changes = rows
            .into_iter()
            .map(|row| change(&self.place, row))
            .collect::<Result<Vec<_>, _>>()?;
        changes.sort_by(|one, other| one.id.cmp(&other.id));
        Ok(changes)
    }

    async fn staged_change(&mut self, id: &EntryId) -> Result<Option<StagedChange>, BackendError> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT kind, name, body, base, author, origin, staged_at FROM candidate_change \
             WHERE kind = ? AND name = ?",
        )
        .bind(id.kind().as_str())
        .bind(id.name())
        .fetch_optional(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        row.map(|row| change(&self.place, row)).transpose()
    }

    async fn edition(&mut self) -> Result<i64, BackendError> {
        let edition: Option<i64> = sqlx::query_scalar("SELECT edition FROM candidate")
            .fetch_optional(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        match edition {
            Some(edition) if (0..i64::MAX).contains(&edition) => Ok(edition),
            Some(edition) => Err(self.no_edition(&format!("the edition {edition} is out of range"))),
            None => Err(self.no_edition("it is missing")),
        }
    }
}

#[async_trait]
impl CandidateRepository for SqliteTransaction {
    async fn stage(&mut self, change: &StagedChange) -> Result<(), BackendError> {
        let body = change
            .entry
            .as_ref()
            .map(|entry| row::body(&self.place, &change.id, entry))
            .transpose()?;
        sqlx::query(
            "INSERT INTO candidate_change (kind, name, body, base, author, origin, staged_at) \
             VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, name) DO UPDATE SET body = excluded.body, \
             base = excluded.base, author = excluded.author, origin = excluded.origin, \
             staged_at = excluded.staged_at",
        )
        .bind(change.id.kind().as_str())
        .bind(change.id.name())
        .bind(body)
        .bind(change.base.0)
        .bind(&change.author)
        .bind(change.origin.to_string())
        .bind(change.at.timestamp())
        .execute(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        self.count_edition().await
    }

    async fn unstage(&mut self, id: &EntryId) -> Result<(), BackendError> {
        sqlx::query("DELETE FROM candidate_change WHERE kind = ? AND name = ?")
            .bind(id.kind().as_str())
            .bind(id.name())
            .execute(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        self.count_edition().await
    }
}

impl SqliteTransaction {
    async fn count_edition(&mut self) -> Result<(), BackendError> {
        let next = self.edition().await? + 1;
        sqlx::query("UPDATE candidate SET edition = ?")
            .bind(next)
            .execute(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        Ok(())
    }

    fn no_edition(&self, reason: &str) -> BackendError {
        row::malformed(&self.place, "the edition of the pending changes", reason)
    }
}

/// The staged change of one row.
pub(super) fn change(place: &str, columns: Row) -> Result<StagedChange, BackendError> {
    let (kind, name, body, base, author, origin, at) = columns;
    let id = row::id(place, &kind, &name)?;
    let what = format!("staged {id}");
    Ok(StagedChange {
        entry: body.map(|body| row::entry(place, &id, &body)).transpose()?,
        base: RevisionNumber(base),
        author,
        origin: row::parse(place, &what, &origin)?,
        at: row::time(place, &what, at)?,
        id,
    })
}
