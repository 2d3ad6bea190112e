//! Entries in `SQLite`.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use certcore::fingerprint::Fingerprint;
use chrono::{DateTime, Utc};
use serde_json::json;

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

pub(super) const ENTRY: &str =
    "SELECT kind, name, since, until, body FROM entry WHERE kind = ? AND name = ? AND until IS NULL";

pub(super) const ENTRIES_OF: &str = "SELECT entry.kind, entry.name, since, until, body FROM json_each (?) AS wanted \
     CROSS JOIN entry ON entry.kind = wanted.value ->> 0 AND entry.name = wanted.value ->> 1 WHERE until IS NULL";

pub(super) const ENTRIES: &str = "SELECT kind, name, since, until, body FROM entry WHERE until IS NULL";

/// Not the same statement with another condition, because the planner would scan all kinds for that.
pub(super) const ENTRIES_OF_KIND: &str =
    "SELECT kind, name, since, until, body FROM entry WHERE until IS NULL AND kind = ?";

/// The named index keeps the planner from going through all of the history, whatever statistics it has.
pub(super) const ENTRIES_AT: &str = "SELECT kind, name, since, until, body FROM entry INDEXED BY entry_until \
     WHERE until IS NULL AND since <= ?1 \
     UNION ALL SELECT kind, name, since, until, body FROM entry INDEXED BY entry_until \
     WHERE until > ?1 AND since <= ?1";

pub(super) const ENTRIES_OF_KIND_AT: &str = "SELECT kind, name, since, until, body FROM entry \
     INDEXED BY entry_until WHERE until IS NULL AND kind = ?2 AND since <= ?1 \
     UNION ALL SELECT kind, name, since, until, body FROM entry INDEXED BY entry_until \
     WHERE until > ?1 AND kind = ?2 AND since <= ?1";

pub(super) const VERSIONS: &str =
    "SELECT kind, name, since, until, body FROM entry WHERE kind = ? AND name = ? ORDER BY since DESC";

pub(super) const CHANGES: &str = "SELECT kind, name, max(CASE WHEN until = ?1 THEN body END), \
     max(CASE WHEN since = ?1 THEN body END) \
     FROM (SELECT kind, name, since, until, body FROM entry WHERE since = ?1 \
           UNION SELECT kind, name, since, until, body FROM entry WHERE until = ?1) \
     GROUP BY kind, name";

/// The indexes are named for the same reason.
pub(super) const TOUCHED_AFTER: &str = "SELECT touched.kind, touched.name, before.body FROM \
     (SELECT kind, name FROM entry INDEXED BY entry_since WHERE since > ?1 \
      UNION SELECT kind, name FROM entry INDEXED BY entry_until WHERE until > ?1) AS touched \
     LEFT JOIN entry AS before ON before.kind = touched.kind AND before.name = touched.name \
     AND before.since <= ?1 AND (before.until IS NULL OR before.until > ?1)";

/// The cross join keeps the planner from beginning with the profiles, of which there may be many more.
pub(super) const HOLDERS_OF_KEYS: &str = "SELECT entry.kind, entry.name, since, until, body FROM holding \
     CROSS JOIN entry ON entry.id = holding.entry \
     WHERE holding.fingerprint IN (SELECT value FROM json_each (?)) AND holding.what = 'key' \
     AND entry.kind = 'profile' GROUP BY entry.id ORDER BY entry.name, since DESC";

pub(super) const PROFILES: &str = "SELECT entry.name, entry.body, entry.since, certificate.fingerprint, \
     certificate.common_name, certificate.issuer, certificate.not_before, certificate.not_after \
     FROM entry JOIN certificate ON certificate.fingerprint = entry.leaf \
     WHERE entry.kind = 'profile' AND entry.until IS NULL ORDER BY entry.name";

/// The cross joins keep the planner from beginning with the profiles, of which there may be many more.
pub(super) const PROFILES_ENDING: &str = "SELECT DISTINCT entry.name, entry.body, entry.since, leaf.fingerprint, \
     leaf.common_name, leaf.issuer, leaf.not_before, leaf.not_after \
     FROM certificate AS ending \
     CROSS JOIN holding ON holding.fingerprint = ending.fingerprint AND holding.what = 'certificate' \
     CROSS JOIN entry ON entry.id = holding.entry \
     JOIN certificate AS leaf ON leaf.fingerprint = entry.leaf \
     WHERE ending.not_after < ? AND entry.kind = 'profile' AND entry.until IS NULL ORDER BY entry.name";

pub(super) const END: &str =
    "UPDATE entry SET until = ? WHERE kind = ? AND name = ? AND until IS NULL RETURNING id";

/// The columns of one row.
pub(super) type Row = (String, String, i64, Option<i64>, String);
type ProfileColumns = (String, String, i64, String, String, String, i64, i64);

#[async_trait]
impl EntryQuestions for SqliteTransaction {
    async fn entry(&mut self, id: &EntryId) -> Result<Option<EntryVersion>, BackendError> {
        let row: Option<Row> = sqlx::query_as(ENTRY)
            .bind(id.kind().as_str())
            .bind(id.name())
            .fetch_optional(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        row.map(|row| version(&self.place, row)).transpose()
    }

    async fn entries_of(&mut self, ids: &[EntryId]) -> Result<Vec<EntryVersion>, BackendError> {
        let rows: Vec<Row> = sqlx::query_as(ENTRIES_OF)
            .bind(row::pairs(ids))
            .fetch_all(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        sorted(&self.place, rows)
    }

    async fn entries(&mut self, kind: Option<Kind>) -> Result<Vec<EntryVersion>, BackendError> {
        let query = match kind {
            None => sqlx::query_as(ENTRIES),
            Some(kind) => sqlx::query_as(ENTRIES_OF_KIND).bind(kind.as_str()),
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
            None => sqlx::query_as(ENTRIES_AT).bind(revision.0),
            Some(kind) => sqlx::query_as(ENTRIES_OF_KIND_AT)
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
        let rows: Vec<Row> = sqlx::query_as(VERSIONS)
            .bind(id.kind().as_str())
            .bind(id.name())
            .fetch_all(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        rows.into_iter().map(|row| version(&self.place, row)).collect()
    }

    async fn changes(&mut self, revision: RevisionNumber) -> Result<Vec<Change>, BackendError> {
        let rows: Vec<(String, String, Option<String>, Option<String>)> = sqlx::query_as(CHANGES)
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

    async fn touched_after(
        &mut self,
        revision: RevisionNumber,
    ) -> Result<Vec<(EntryId, Option<Entry>)>, BackendError> {
        let rows: Vec<(String, String, Option<String>)> = sqlx::query_as(TOUCHED_AFTER)
            .bind(revision.0)
            .fetch_all(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        let mut touched = Vec::with_capacity(rows.len());
        for (kind, name, body) in rows {
            let id = row::id(&self.place, &kind, &name)?;
            let entry = body.map(|body| row::entry(&self.place, &id, &body)).transpose()?;
            touched.push((id, entry));
        }
        touched.sort_by(|one, other| one.0.cmp(&other.0));
        Ok(touched)
    }

    async fn holders_of_keys(
        &mut self,
        keys: &BTreeSet<Fingerprint>,
    ) -> Result<Vec<EntryVersion>, BackendError> {
        let keys: Vec<String> = keys.iter().map(ToString::to_string).collect();
        let rows: Vec<Row> = sqlx::query_as(HOLDERS_OF_KEYS)
            .bind(json!(keys).to_string())
            .fetch_all(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        rows.into_iter().map(|row| version(&self.place, row)).collect()
    }

    async fn profiles(
        &mut self,
        ending_before: Option<DateTime<Utc>>,
    ) -> Result<Vec<ProfileRow>, BackendError> {
        let rows: Vec<ProfileColumns> = match ending_before {
            None => sqlx::query_as(PROFILES).fetch_all(self.connection()).await,
            Some(time) => {
                sqlx::query_as(PROFILES_ENDING)
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
        let ended: Option<i64> = sqlx::query_scalar(END)
            .bind(revision.0)
            .bind(id.kind().as_str())
            .bind(id.name())
            .fetch_optional(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        if let Some(ended) = ended {
            // Else each version of a listener would stay in the way of who asks what names a profile.
            sqlx::query("DELETE FROM reference WHERE entry = ?")
                .bind(ended)
                .execute(self.connection())
                .await
                .map_err(|error| self.error(&error))?;
        }
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
