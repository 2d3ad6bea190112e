//! The alert queue in `SQLite`.

use async_trait::async_trait;

use super::{row::time, transaction::SqliteTransaction};
use crate::repository::{Alert, AlertQuestions, AlertRepository, BackendError};

type Row = (String, String, String, i64, Option<i64>);

#[async_trait]
impl AlertQuestions for SqliteTransaction {
    async fn alerts(&mut self) -> Result<Vec<Alert>, BackendError> {
        let rows: Vec<Row> =
            sqlx::query_as("SELECT key, subject, text, written_at, sent_at FROM alert ORDER BY number")
                .fetch_all(self.connection())
                .await
                .map_err(|error| self.error(&error))?;
        rows.into_iter()
            .map(|(key, subject, text, at, sent)| {
                let what = format!("alert {key}");
                Ok(Alert {
                    at: time(&self.place, &what, at)?,
                    sent: sent.map(|sent| time(&self.place, &what, sent)).transpose()?,
                    key,
                    subject,
                    text,
                })
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
