//! Entries in `SQLite`.

use std::collections::BTreeMap;

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::{
    certificate::{FactsRow, facts},
    row,
    transaction::SqliteTransaction,
};
use crate::{
    entry::{Entry, EntryId, Kind},
    repository::{
        BackendError, Change, EntryQuestions, EntryRepository, EntryVersion, ProfileRow, RevisionNumber,
    },
};

/// The columns of one row.
pub(super) type Row = (String, String, i64, Option<i64>, String);
type ProfileColumns = (String, String, i64, String, String, String, i64, i64);

#[async_trait]
impl EntryQuestions for SqliteTransaction {
    async fn entry(&mut self, id: &EntryId) -> Result<Option<EntryVersion>, BackendError> {
        let row: Option<Row> = sqlx::query_as(
            "SELECT kind, name, since, until, body FROM entry WHERE kind = ? AND name = ? AND until IS NULL",
        )
        .bind(id.kind().as_str())
        .bind(id.name())
        .fetch_optional(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        row.map(|row| version(&self.place, row)).transpose()
    }

    async fn entries(&mut self, kind: Option<Kind>) -> Result<Vec<EntryVersion>, BackendError> {
        // Two statements, because the planner would scan all kinds for one.
        let query = match kind {
            None => sqlx::query_as("SELECT kind, name, since, until, body FROM entry WHERE until IS NULL"),
            Some(kind) => sqlx::query_as(
                "SELECT kind, name, since, until, body FROM entry WHERE until IS NULL AND kind = ?",
            )
            .bind(kind.as_str()),
        };
        let rows: Vec<Row> = query
            .fetch_all(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        sorted(&self.place, rows)
    }

    async fn counts(&mut self) -> Result<BTreeMap<Kind, u64>, BackendError> {
        let rows: Vec<(String, i64)> =
            sqlx::query_as("SELECT kind, count(*) FROM entry WHERE until IS NULL GROUP BY kind")
                .fetch_all(self.connection())
                .await
                .map_err(|error| self.error(&error))?;
        rows.iter()
            .map(|(kind, count)| Ok((row::parse(&self.place, "entry", kind)?, count.unsigned_abs())))
            .collect()
    }

    async fn entries_at(
        &mut self,
        revision: RevisionNumber,
        kind: Option<Kind>,
    ) -> Result<Vec<EntryVersion>, BackendError> {
        let query = match kind {
            None => sqlx::query_as(
                "SELECT kind, name, since, until, body FROM entry \
                 WHERE since <= ?1 AND (until IS NULL OR until > ?1)",
            )
            .bind(revision.0),
            Some(kind) => sqlx::query_as(
                "SELECT kind, name, since, until, body FROM entry \
                 WHERE since <= ?1 AND (until IS NULL OR until > ?1) AND kind = ?2",
            )
            .bind(revision.0)
            .bind(kind.as_str()),
        };
        let rows: Vec<Row> = query
            .fetch_all(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        sorted(&self.place, rows)
    }

    async fn versions(&mut self, id: &EntryId) -> Result<Vec<EntryVersion>, BackendError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT kind, name, since, until, body FROM entry WHERE kind = ? AND name = ? ORDER BY since DESC",
        )
        .bind(id.kind().as_str())
        .bind(id.name())
        .fetch_all(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        rows.into_iter().map(|row| version(&self.place, row)).collect()
    }

    async fn changes(&mut self, revision: RevisionNumber) -> Result<Vec<Change>, BackendError> {
        let rows: Vec<(String, String, Option<String>, Option<String>)> = sqlx::query_as(
            "SELECT kind, name, max(CASE WHEN until = ?1 THEN body END), max(CASE WHEN since = ?1 THEN body END) \
             FROM (SELECT kind, name, since, until, body FROM entry WHERE since = ?1 \
                   UNION SELECT kind, name, since, until, body FROM entry WHERE until = ?1) \
             GROUP BY kind, name",
        )
        .bind(revision.0)
        .fetch_all(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        let mut changes = Vec::with_capacity(rows.len());
        for (kind, name, before, after) in rows {
            let id = row::id(&self.place, &kind, &name)?;
            let read =
                |body: Option<String>| body.map(|body| row::entry(&self.place, &id, &body)).transpose();
            let (before, after) = (read(before)?, read(after)?);
            changes.push(Change { id, before, after });
        }
        changes.sort_by(|one, other| one.id.cmp(&other.id));
        Ok(changes)
    }

    async fn touched_after(&mut self, revision: RevisionNumber) -> Result<Vec<EntryId>, BackendError> {
        let rows: Vec<(String, String)> = sqlx::query_as(
            "SELECT kind, name FROM entry WHERE since > ?1 UNION SELECT kind, name FROM entry WHERE until > ?1",
        )
        .bind(revision.0)
        .fetch_all(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        rows.iter()
            .map(|(kind, name)| row::id(&self.place, kind, name))
            .collect()
    }

    async fn profiles(
        &mut self,
        ending_before: Option<DateTime<Utc>>,
    ) -> Result<Vec<ProfileRow>, BackendError> {
        const ALL: &str = "SELECT entry.name, entry.body, entry.since, certificate.fingerprint, \
             certificate.common_name, certificate.issuer, certificate.not_before, certificate.not_after \
             FROM entry JOIN certificate ON certificate.fingerprint = entry.leaf \
             WHERE entry.kind = 'profile' AND entry.until IS NULL ORDER BY entry.name";
        // The cross joins keep SQLite from beginning with the profiles, of which there may be many more.
        const ENDING: &str = "SELECT DISTINCT entry.name, entry.body, entry.since, leaf.fingerprint, \
             leaf.common_name, leaf.issuer, leaf.not_before, leaf.not_after \
             FROM certificate AS ending \
             CROSS JOIN holding ON holding.fingerprint = ending.fingerprint AND holding.what = 'certificate' \
             CROSS JOIN entry ON entry.id = holding.entry \
             JOIN certificate AS leaf ON leaf.fingerprint = entry.leaf \
             WHERE ending.not_after < ? AND entry.kind = 'profile' AND entry.until IS NULL ORDER BY entry.name";
        let rows: Vec<ProfileColumns> = match ending_before {
            None => sqlx::query_as(ALL).fetch_all(self.connection()).await,
            Some(time) => {
                sqlx::query_as(ENDING)
                    .bind(time.timestamp())
                    .fetch_all(self.connection())
                    .await
            }
        }
        .map_err(|error| self.error(&error))?;
        rows.into_iter().map(|row| profile(&self.place, row)).collect()
    }
}

#[async_trait]
impl EntryRepository for SqliteTransaction {
    async fn replace(
        &mut self,
        id: &EntryId,
        entry: Option<&Entry>,
        revision: RevisionNumber,
    ) -> Result<(), BackendError> {
        sqlx::query("UPDATE entry SET until = ? WHERE kind = ? AND name = ? AND until IS NULL")
            .bind(revision.0)
            .bind(id.kind().as_str())
            .bind(id.name())
            .execute(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        let Some(entry) = entry else {
            return Ok(());
        };
        let leaf = match entry {
            Entry::Profile(profile) => Some(profile.certificate.to_string()),
            _ => None,
        };
        let body = row::body(&self.place, id, entry)?;
        let number = sqlx::query("INSERT INTO entry (kind, name, since, body, leaf) VALUES (?, ?, ?, ?, ?)")
            .bind(id.kind().as_str())
            .bind(id.name())
            .bind(revision.0)
            .bind(body)
            .bind(leaf)
            .execute(self.connection())
            .await
            .map_err(|error| self.error(&error))?
            .last_insert_rowid();
        for target in entry.references(id) {
            sqlx::query("INSERT INTO reference (entry, kind, name) VALUES (?, ?, ?)")
                .bind(number)
                .bind(target.kind().as_str())
                .bind(target.name())
                .execute(self.connection())
                .await
                .map_err(|error| self.error(&error))?;
        }
        for (what, fingerprint) in entry.material().listed() {
            sqlx::query("INSERT INTO holding (entry, what, fingerprint) VALUES (?, ?, ?)")
                .bind(number)
                .bind(what)
                .bind(fingerprint.to_string())
                .execute(self.connection())
                .await
                .map_err(|error| self.error(&error))?;
        }
        Ok(())
    }
}

/// The version of one row.
pub(super) fn version(place: &str, row: Row) -> Result<EntryVersion, BackendError> {
    let (kind, name, since, until, body) = row;
    let id = row::id(place, &kind, &name)?;
    let entry = row::entry(place, &id, &body)?;
    Ok(EntryVersion {
        id,
        entry,
        since: RevisionNumber(since),
        until: until.map(RevisionNumber),
    })
}

fn sorted(place: &str, rows: Vec<Row>) -> Result<Vec<EntryVersion>, BackendError> {
    let mut versions = rows
        .into_iter()
        .map(|row| version(place, row))
        .collect::<Result<Vec<_>, _>>()?;
    versions.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(versions)
}

fn profile(place: &str, columns: ProfileColumns) -> Result<ProfileRow, BackendError> {
    let (name, body, since, fingerprint, common_name, issuer, not_before, not_after) = columns;
    let id = row::id(place, Kind::Profile.as_str(), &name)?;
    let entry = row::entry(place, &id, &body)?;
    let certificate: FactsRow = (fingerprint, common_name, issuer, not_before, not_after);
    Ok(ProfileRow {
        profile: entry
            .try_into()
            .map_err(|error| row::malformed(place, &id, error))?,
        name,
        since: RevisionNumber(since),
        certificate: facts(place, certificate)?,
    })
}
