//! The candidate in `SQLite`.

use async_trait::async_trait;
use sqlx::{QueryBuilder, Sqlite};

use super::{
    row::{self, ROWS},
    transaction::SqliteTransaction,
};
use crate::{
    entry::EntryId,
    repository::{BackendError, CandidateQuestions, CandidateRepository, RevisionNumber, StagedChange},
};

pub(super) const CONFLICTS: &str = "SELECT kind, name, body, base, author, origin, staged_at \
     FROM candidate_change AS staged WHERE base < (SELECT coalesce (until, since) FROM entry \
     WHERE entry.kind = staged.kind AND entry.name = staged.name ORDER BY since DESC LIMIT 1)";

pub(super) const UNSTAGE: &str = "DELETE FROM candidate_change \
     WHERE (kind, name) IN (SELECT value ->> 0, value ->> 1 FROM json_each (?))";

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
        sorted(&self.place, rows)
    }

    async fn conflicts(&mut self) -> Result<Vec<StagedChange>, BackendError> {
        let rows: Vec<Row> = sqlx::query_as(CONFLICTS)
            .fetch_all(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        sorted(&self.place, rows)
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
    async fn stage(&mut self, changes: &[StagedChange]) -> Result<(), BackendError> {
        for changes in changes.chunks(ROWS) {
            let bodies: Vec<Option<String>> = changes
                .iter()
                .map(|StagedChange { id, entry, .. }| {
                    entry
                        .as_ref()
                        .map(|entry| row::body(&self.place, id, entry))
                        .transpose()
                })
                .collect::<Result<_, _>>()?;
            let mut statement = QueryBuilder::<Sqlite>::new(
                "INSERT INTO candidate_change (kind, name, body, base, author, origin, staged_at) ",
            );
            statement.push_values(changes.iter().zip(bodies), |mut row, (change, body)| {
                row.push_bind(change.id.kind().as_str())
                    .push_bind(change.id.name())
                    .push_bind(body)
                    .push_bind(change.base.0)
                    .push_bind(&change.author)
                    .push_bind(change.origin.to_string())
                    .push_bind(change.at.timestamp());
            });
            statement.push(
                " ON CONFLICT (kind, name) DO UPDATE SET body = excluded.body, base = excluded.base, \
                 author = excluded.author, origin = excluded.origin, staged_at = excluded.staged_at",
            );
            statement
                .build()
                .execute(self.connection())
                .await
                .map_err(|error| self.error(&error))?;
        }
        self.count_edition().await
    }

    async fn unstage(&mut self, ids: &[EntryId]) -> Result<(), BackendError> {
        for ids in ids.chunks(ROWS) {
            sqlx::query(UNSTAGE)
                .bind(row::pairs(ids))
                .execute(self.connection())
                .await
                .map_err(|error| self.error(&error))?;
        }
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

fn sorted(place: &str, rows: Vec<Row>) -> Result<Vec<StagedChange>, BackendError> {
    let mut changes = rows
        .into_iter()
        .map(|row| change(place, row))
        .collect::<Result<Vec<_>, _>>()?;
    changes.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(changes)
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
