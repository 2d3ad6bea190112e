//! Rows as they stand in `SQLite`.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;

use super::{candidate, entry, revision, row::malformed, transaction::SqliteTransaction};
use crate::repository::{
    BackendError, InspectedCertificate, InspectedEntry, InspectedOctets, InspectionQuestions, RevisionRecord,
    StagedChange,
};

type Pairs = BTreeMap<i64, BTreeSet<(String, String)>>;
/// A column of text as it stands: it need not be UTF-8.
type Octets = Vec<u8>;
type EntryColumns = (i64, Option<Octets>, Octets, Octets, i64, Option<i64>, Octets);

#[async_trait]
impl InspectionQuestions for SqliteTransaction {
    async fn inspect_entries(&mut self, after: i64, limit: u32) -> Result<Vec<InspectedEntry>, BackendError> {
        let rows: Vec<EntryColumns> = sqlx::query_as(
            "SELECT id, leaf, kind, name, since, until, body FROM entry WHERE id > ? ORDER BY id LIMIT ?",
        )
        .bind(after)
        .bind(limit)
        .fetch_all(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        let Some(last) = rows.last().map(|row| row.0) else {
            return Ok(Vec::new());
        };
        let references = "SELECT entry, kind, name FROM reference WHERE entry > ? AND entry <= ?";
        let mut references = self.pairs(references, after, last).await?;
        let holdings = "SELECT entry, what, fingerprint FROM holding WHERE entry > ? AND entry <= ?";
        let mut holdings = self.pairs(holdings, after, last).await?;
        let inspected = rows.into_iter().map(|row| {
            let (number, leaf, kind, name, since, until, body) = row;
            InspectedEntry {
                number,
                row: format!("{} {}, revision {since}", shown(&kind), shown(&name)),
                version: told((|| {
                    let row = (
                        self.text("kind", kind)?,
                        self.text("name", name)?,
                        since,
                        until,
                        self.text("body", body)?,
                    );
                    entry::version(&self.place, row)
                })()),
                leaf: leaf.as_deref().map(shown),
                references: references.remove(&number).unwrap_or_default(),
                holdings: holdings.remove(&number).unwrap_or_default(),
            }
        });
        Ok(inspected.collect())
    }

    async fn inspect_certificates(
        &mut self,
        after: i64,
        limit: u32,
    ) -> Result<Vec<InspectedCertificate>, BackendError> {
        type Columns = (i64, Octets, Octets, Octets, i64, i64, Vec<u8>);
        let rows: Vec<Columns> = sqlx::query_as(
            "SELECT rowid, fingerprint, common_name, issuer, not_before, not_after, der FROM certificate \
             WHERE rowid > ? ORDER BY rowid LIMIT ?",
        )
        .bind(after)
        .bind(limit)
        .fetch_all(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        let inspected = rows.into_iter().map(|row| {
            let (number, fingerprint, common_name, issuer, not_before, not_after, der) = row;
            InspectedCertificate {
                number,
                fingerprint: shown(&fingerprint),
                common_name: shown(&common_name),
                issuer: shown(&issuer),
                not_before,
                not_after,
                der,
            }
        });
        Ok(inspected.collect())
    }

    async fn inspect_requests(
        &mut self,
        after: i64,
        limit: u32,
    ) -> Result<Vec<InspectedOctets>, BackendError> {
        let statement = "SELECT rowid, fingerprint, der FROM request WHERE rowid > ? ORDER BY rowid LIMIT ?";
        self.octets(statement, after, limit).await
    }

    async fn inspect_keys(&mut self, after: i64, limit: u32) -> Result<Vec<InspectedOctets>, BackendError> {
        let statement =
            "SELECT rowid, fingerprint, sealed FROM private_key WHERE rowid > ? ORDER BY rowid LIMIT ?";
        self.octets(statement, after, limit).await
    }

    async fn inspect_candidate(
        &mut self,
    ) -> Result<Vec<(String, Result<StagedChange, String>)>, BackendError> {
        type Columns = (Octets, Octets, Option<Octets>, i64, Octets, Octets, i64);
        let rows: Vec<Columns> = sqlx::query_as(
            "SELECT kind, name, body, base, author, origin, staged_at FROM candidate_change ORDER BY kind, name",
        )
        .fetch_all(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        let inspected = rows.into_iter().map(|row| {
            let (kind, name, body, base, author, origin, at) = row;
            let label = format!("staged {} {}", shown(&kind), shown(&name));
            let change = (|| {
                let row = (
                    self.text("kind", kind)?,
                    self.text("name", name)?,
                    body.map(|body| self.text("body", body)).transpose()?,
                    base,
                    self.text("author", author)?,
                    self.text("origin", origin)?,
                    at,
                );
                candidate::change(&self.place, row)
            })();
            (label, told(change))
        });
        Ok(inspected.collect())
    }

    async fn inspect_revisions(
        &mut self,
        after: i64,
        limit: u32,
    ) -> Result<Vec<(i64, Result<RevisionRecord, String>)>, BackendError> {
        type Columns = (i64, Octets, Octets, i64, Option<Octets>);
        let rows: Vec<Columns> = sqlx::query_as(
            "SELECT number, author, origin, committed_at, comment FROM revision WHERE number > ? \
             ORDER BY number LIMIT ?",
        )
        .bind(after)
        .bind(limit)
        .fetch_all(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        let inspected = rows.into_iter().map(|(number, author, origin, at, comment)| {
            let record = (|| {
                let row = (
                    number,
                    self.text("author", author)?,
                    self.text("origin", origin)?,
                    at,
                    comment.map(|comment| self.text("comment", comment)).transpose()?,
                );
                revision::record(&self.place, row)
            })();
            (number, told(record))
        });
        Ok(inspected.collect())
    }

    async fn overlaps(&mut self) -> Result<Vec<String>, BackendError> {
        let rows: Vec<(Octets, Octets, i64, i64)> = sqlx::query_as(
            "SELECT one.kind, one.name, one.since, other.since FROM entry AS one JOIN entry AS other \
             ON other.kind = one.kind AND other.name = one.name AND other.since > one.since \
             AND (one.until IS NULL OR other.since < one.until)",
        )
        .fetch_all(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        let overlaps = rows.into_iter().map(|(kind, name, one, other)| {
            let (kind, name) = (shown(&kind), shown(&name));
            format!("{kind} {name}: the versions of the revisions {one} and {other} are in force at once")
        });
        Ok(overlaps.collect())
    }
}

impl SqliteTransaction {
    async fn pairs(&mut self, statement: &'static str, after: i64, last: i64) -> Result<Pairs, BackendError> {
        let rows: Vec<(i64, Octets, Octets)> = sqlx::query_as(statement)
            .bind(after)
            .bind(last)
            .fetch_all(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        let mut pairs = Pairs::new();
        for (number, one, other) in rows {
            pairs
                .entry(number)
                .or_default()
                .insert((shown(&one), shown(&other)));
        }
        Ok(pairs)
    }

    async fn octets(
        &mut self,
        statement: &'static str,
        after: i64,
        limit: u32,
    ) -> Result<Vec<InspectedOctets>, BackendError> {
        let rows: Vec<(i64, Octets, Vec<u8>)> = sqlx::query_as(statement)
            .bind(after)
            .bind(limit)
            .fetch_all(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        let inspected = rows
            .into_iter()
            .map(|(number, fingerprint, octets)| InspectedOctets {
                number,
                fingerprint: shown(&fingerprint),
                octets,
            });
        Ok(inspected.collect())
    }

    fn text(&self, column: &str, octets: Octets) -> Result<String, BackendError> {
        String::from_utf8(octets)
            .map_err(|_| malformed(&self.place, format!("column {column}"), "it is not UTF-8"))
    }
}

/// A text for people, and for a comparison with what it should be: what is not UTF-8 equals nothing.
fn shown(octets: &[u8]) -> String {
    String::from_utf8_lossy(octets).into_owned()
}

/// Why a row is not understood, without the place, which the whole report has.
fn told<T>(read: Result<T, BackendError>) -> Result<T, String> {
    read.map_err(|error| match error {
        BackendError::Row { reason, .. } => reason,
        other => other.to_string(),
    })
}
