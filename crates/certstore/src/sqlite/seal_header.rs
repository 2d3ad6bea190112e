//! The seal's header in `SQLite`.

use async_trait::async_trait;

use super::{row::malformed, transaction::SqliteTransaction};
use crate::{
    repository::{BackendError, SealHeaderQuestions, SealHeaderRepository},
    seal::SealHeader,
};

#[async_trait]
impl SealHeaderQuestions for SqliteTransaction {
    async fn seal_header(&mut self) -> Result<Option<SealHeader>, BackendError> {
        let header: Option<String> = sqlx::query_scalar("SELECT header FROM seal")
            .fetch_optional(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        header
            .map(|header| {
                SealHeader::read(&header).map_err(|error| malformed(&self.place, "the seal's header", error))
            })
            .transpose()
    }
}

#[async_trait]
impl SealHeaderRepository for SqliteTransaction {
    async fn put_seal_header(&mut self, header: &SealHeader) -> Result<(), BackendError> {
        let header = header
            .json()
            .map_err(|error| malformed(&self.place, "the seal's header", error))?;
        sqlx::query(
            "INSERT INTO seal (only, header) VALUES (1, ?) ON CONFLICT (only) DO UPDATE SET header = excluded.header",
        )
        .bind(header)
        .execute(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        Ok(())
    }
}
