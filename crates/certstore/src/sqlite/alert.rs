//! The alert queue in `SQLite`.

use async_trait::async_trait;

use super::{row::time, transaction::SqliteTransaction};
use crate::repository::{Alert, AlertQuestions, AlertRepository, BackendError};

type Row = (i64, String, String, String, i64, Option<i64>);

pub(super) const PAGE: &str = "SELECT number, key, subject, text, written_at, sent_at FROM alert \
     WHERE number > ? ORDER BY number LIMIT ?";

#[async_trait]
impl AlertQuestions for SqliteTransaction {
    async fn alerts(&mut self, after: i64, limit: u32) -> Result<Vec<(i64, Alert)>, BackendError> {
        let rows: Vec<Row> = sqlx::query_as(PAGE)
            .bind(after)
            .bind(limit)
            .fetch_all(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        rows.into_iter()
            .map(|(number, key, subject, text, at, sent)| {
                let what = format!("alert {key}");
                let alert = Alert {
                    at: time(&self.place, &what, at)?,
                    sent: sent.map(|sent| time(&self.place, &what, sent)).transpose()?,
                    key,
                    subject,
                    text,
                };
                Ok((number, alert))
            })
            .collect()
    }
}

#[async_trait]
impl AlertRepository for SqliteTransaction {
    async fn add_alert(&mut self, alert: &Alert) -> Result<bool, BackendError> {
        let done = sqlx::query(
            "INSERT INTO alert (key, subject, text, written_at, sent_at) VALUES (?, ?, ?, ?, ?) \
             ON CONFLICT (key) DO NOTHING",
        )
        .bind(&alert.key)
        .bind(&alert.subject)
        .bind(&alert.text)
        .bind(alert.at.timestamp())
        .bind(alert.sent.map(|sent| sent.timestamp()))
        .execute(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        Ok(done.rows_affected() > 0)
    }
}
