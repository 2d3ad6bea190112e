//! References in `SQLite`.

use async_trait::async_trait;

use super::{row, transaction::SqliteTransaction};
use crate::{
    entry::EntryId,
    repository::{BackendError, ReferenceQuestions},
};

pub(super) const REFERRERS: &str = "SELECT entry.kind, entry.name FROM reference \
     JOIN entry ON entry.id = reference.entry \
     WHERE reference.kind = ? AND reference.name = ? AND entry.until IS NULL";

#[async_trait]
impl ReferenceQuestions for SqliteTransaction {
    async fn referrers(&mut self, id: &EntryId) -> Result<Vec<EntryId>, BackendError> {
        let rows: Vec<(String, String)> = sqlx::query_as(REFERRERS)
            .bind(id.kind().as_str())
            .bind(id.name())
            .fetch_all(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        let mut found = rows
            .iter()
            .map(|(kind, name)| row::id(&self.place, kind, name))
            .collect::<Result<Vec<_>, _>>()?;
        found.sort();
        Ok(found)
    }

    async fn references(&mut self) -> Result<Vec<(EntryId, EntryId)>, BackendError> {
        let rows: Vec<(String, String, String, String)> = sqlx::query_as(
            "SELECT entry.kind, entry.name, reference.kind, reference.name \
             FROM reference JOIN entry ON entry.id = reference.entry WHERE entry.until IS NULL",
        )
        .fetch_all(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        let mut found = Vec::with_capacity(rows.len());
        for (kind, name, target_kind, target_name) in &rows {
            found.push((
                row::id(&self.place, kind, name)?,
                row::id(&self.place, target_kind, target_name)?,
            ));
        }
        found.sort();
        Ok(found)
    }
}
