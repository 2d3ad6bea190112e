//! Rows as they stand in `SQLite`.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;

use super::{candidate, entry, revision, transaction::SqliteTransaction};
use crate::repository::{
    BackendError, InspectedCertificate, InspectedEntry, InspectedOctets, InspectionQuestions, RevisionRecord,
    StagedChange,
};

type Pairs = BTreeMap<i64, BTreeSet<(String, String)>>;
type EntryColumns = (i64, Option<String>, String, String, i64, Option<i64>, String);

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
        let inspected = rows
            .into_iter()
            .map(|(number, leaf, kind, name, since, until, body)| InspectedEntry {
                number,
                row: format!("{kind} {name}, revision {since}"),
                version: told(entry::version(&self.place, (kind, name, since, until, body))),
                leaf,
                references: references.remove(&number).unwrap_or_default(),
                holdings: holdings.remove(&number).unwrap_or_default(),
            });
        Ok(inspected.collect())
    }

    async fn inspect_certificates(
        &mut self,
        after: &str,
        limit: u32,
    ) -> Result<Vec<InspectedCertificate>, BackendError> {
        type Columns = (String, String, String, i64, i64, Vec<u8>);
        let rows: Vec<Columns> = sqlx::query_as(
            "SELECT fingerprint, common_name, issuer, not_before, not_after, der FROM certificate \
             WHERE fingerprint > ? ORDER BY fingerprint LIMIT ?",
        )
        .bind(after)
        .bind(limit)
        .fetch_all(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        let inspected =
            rows.into_iter()
                .map(
                    |(fingerprint, common_name, issuer, not_before, not_after, der)| InspectedCertificate {
                        fingerprint,
                        common_name,
                        issuer,
                        not_before,
                        not_after,
                        der,
                    },
                );
        Ok(inspected.collect())
    }

    async fn inspect_requests(
        &mut self,
        after: &str,
        limit: u32,
    ) -> Result<Vec<InspectedOctets>, BackendError> {
        let statement =
            "SELECT fingerprint, der FROM request WHERE fingerprint > ? ORDER BY fingerprint LIMIT ?";
        self.octets(statement, after, limit).await
    }

    async fn inspect_keys(&mut self, after: &str, limit: u32) -> Result<Vec<InspectedOctets>, BackendError> {
        let statement =
            "SELECT fingerprint, sealed FROM private_key WHERE fingerprint > ? ORDER BY fingerprint LIMIT ?";
        self.octets(statement, after, limit).await
    }

    async fn inspect_candidate(
        &mut self,
    ) -> Result<Vec<(String, Result<StagedChange, String>)>, BackendError> {
        let rows: Vec<candidate::Row> = sqlx::query_as(
            "SELECT kind, name, body, base, author, origin, staged_at FROM candidate_change ORDER BY kind, name",
        )
        .fetch_all(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        let inspected = rows.into_iter().map(|row| {
            let name = format!("staged {} {}", row.0, row.1);
            (name, told(candidate::change(&self.place, row)))
        });
        Ok(inspected.collect())
    }

    async fn inspect_revisions(
        &mut self,
        after: i64,
        limit: u32,
    ) -> Result<Vec<(i64, Result<RevisionRecord, String>)>, BackendError> {
        let rows: Vec<revision::Row> = sqlx::query_as(
            "SELECT number, author, origin, committed_at, comment FROM revision WHERE number > ? \
             ORDER BY number LIMIT ?",
        )
        .bind(after)
        .bind(limit)
        .fetch_all(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        let inspected = rows
            .into_iter()
            .map(|row| (row.0, told(revision::record(&self.place, row))));
        Ok(inspected.collect())
    }

    async fn overlaps(&mut self) -> Result<Vec<String>, BackendError> {
        let rows: Vec<(String, String, i64, i64)> = sqlx::query_as(
            "SELECT one.kind, one.name, one.since, other.since FROM entry AS one JOIN entry AS other \
             ON other.kind = one.kind AND other.name = one.name AND other.since > one.since \
             AND (one.until IS NULL OR other.since < one.until)",
        )
        .fetch_all(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        let overlaps = rows.into_iter().map(|(kind, name, one, other)| {
            format!("{kind} {name}: the versions of the revisions {one} and {other} are in force at once")
        });
        Ok(overlaps.collect())
    }
}

impl SqliteTransaction {
    async fn pairs(&mut self, statement: &'static str, after: i64, last: i64) -> Result<Pairs, BackendError> {
        let rows: Vec<(i64, String, String)> = sqlx::query_as(statement)
            .bind(after)
            .bind(last)
            .fetch_all(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        let mut pairs = Pairs::new();
        for (number, one, other) in rows {
            pairs.entry(number).or_default().insert((one, other));
        }
        Ok(pairs)
    }

    async fn octets(
        &mut self,
        statement: &'static str,
        after: &str,
        limit: u32,
    ) -> Result<Vec<InspectedOctets>, BackendError> {
        let rows: Vec<(String, Vec<u8>)> = sqlx::query_as(statement)
            .bind(after)
            .bind(limit)
            .fetch_all(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        let inspected = rows
            .into_iter()
            .map(|(fingerprint, octets)| InspectedOctets { fingerprint, octets });
        Ok(inspected.collect())
    }
}

/// Why a row is not understood, without the place, which the whole report has.
fn told<T>(read: Result<T, BackendError>) -> Result<T, String> {
    read.map_err(|error| match error {
        BackendError::Row { reason, .. } => reason,
        other => other.to_string(),
    })
}
