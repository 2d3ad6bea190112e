//! The audit log in `SQLite`.

use async_trait::async_trait;
use chrono::DateTime;
use sqlx::{QueryBuilder, Sqlite};

use super::{
    row::{ROWS, malformed, parse},
    transaction::SqliteTransaction,
};
use crate::{
    audit::{ChainHash, Head, Link, Record},
    repository::{AuditQuestions, AuditRepository, BackendError},
};

type Row = (i64, i64, String, String, String, String, String, Vec<u8>);

#[async_trait]
impl AuditQuestions for SqliteTransaction {
    async fn audit_head(&mut self) -> Result<Head, BackendError> {
        let row: Option<(i64, Vec<u8>)> = sqlx::query_as("SELECT sequence, hash FROM audit_head")
            .fetch_optional(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        let Some((sequence, hash)) = row else {
            return Ok(Head::START);
        };
        Ok(Head {
            sequence: sequence.unsigned_abs(),
            hash: digest(&self.place, "the head of the audit log", &hash)?,
        })
    }

    async fn audit_links(&mut self, first: u64, limit: u32) -> Result<Vec<Link>, BackendError> {
        let rows: Vec<Row> = sqlx::query_as(
            "SELECT sequence, recorded_at, author, origin, action, subject, detail, hash FROM audit \
             WHERE sequence >= ? ORDER BY sequence LIMIT ?",
        )
        .bind(i64::try_from(first).unwrap_or(i64::MAX))
        .bind(limit)
        .fetch_all(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        rows.into_iter().map(|row| link(&self.place, row)).collect()
    }
}

#[async_trait]
impl AuditRepository for SqliteTransaction {
    async fn append_links(&mut self, links: &[Link]) -> Result<(), BackendError> {
        let Some(last) = links.last() else {
            return Ok(());
        };
        let sequence = i64::try_from(last.record.sequence)
            .map_err(|error| malformed(&self.place, "a record of the audit log", error))?;
        for links in links.chunks(ROWS) {
            let mut statement = QueryBuilder::<Sqlite>::new(
                "INSERT INTO audit (sequence, recorded_at, author, origin, action, subject, detail, hash) ",
            );
            statement.push_values(links, |mut row, Link { record, hash }| {
                row.push_bind(record.sequence.cast_signed())
                    .push_bind(record.at.timestamp_micros())
                    .push_bind(&record.author)
                    .push_bind(record.origin.word())
                    .push_bind(&record.action)
                    .push_bind(&record.subject)
                    .push_bind(&record.detail)
                    .push_bind(hash.octets().as_slice());
            });
            statement
                .build()
                .execute(self.connection())
                .await
                .map_err(|error| self.error(&error))?;
        }
        sqlx::query(
            "INSERT INTO audit_head (only, sequence, hash) VALUES (1, ?, ?) \
             ON CONFLICT (only) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash",
        )
        .bind(sequence)
        .bind(last.hash.octets().as_slice())
        .execute(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        Ok(())
    }
}

fn link(place: &str, columns: Row) -> Result<Link, BackendError> {
    let (sequence, at, author, origin, action, subject, detail, hash) = columns;
    let what = format!("record {sequence} of the audit log");
    let at = DateTime::from_timestamp_micros(at)
        .ok_or_else(|| malformed(place, &what, format!("{at} is no time")))?;
    Ok(Link {
        record: Record {
            sequence: u64::try_from(sequence).map_err(|error| malformed(place, &what, error))?,
            at,
            author,
            origin: parse(place, &what, &origin)?,
            action,
            subject,
            detail,
        },
        hash: digest(place, &what, &hash)?,
    })
}

fn digest(place: &str, what: &str, octets: &[u8]) -> Result<ChainHash, BackendError> {
    ChainHash::from_slice(octets).ok_or_else(|| malformed(place, what, "its hash is no SHA-256"))
}
