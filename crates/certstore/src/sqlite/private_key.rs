//! Sealed keys in `SQLite`.

use async_trait::async_trait;
use certcore::fingerprint::Fingerprint;

use super::transaction::SqliteTransaction;
use crate::repository::{BackendError, PrivateKeyQuestions, PrivateKeyRepository, SealedKey};

#[async_trait]
impl PrivateKeyQuestions for SqliteTransaction {
    async fn sealed_key(&mut self, fingerprint: Fingerprint) -> Result<Option<SealedKey>, BackendError> {
        let sealed: Option<Vec<u8>> =
            sqlx::query_scalar("SELECT sealed FROM private_key WHERE fingerprint = ?")
                .bind(fingerprint.to_string())
                .fetch_optional(self.connection())
                .await
                .map_err(|error| self.error(&error))?;
        Ok(sealed.map(|sealed| SealedKey { fingerprint, sealed }))
    }
}

#[async_trait]
impl PrivateKeyRepository for SqliteTransaction {
    async fn put_sealed_key(&mut self, key: &SealedKey) -> Result<(), BackendError> {
        sqlx::query(
            "INSERT INTO private_key (fingerprint, sealed) VALUES (?, ?) \
             ON CONFLICT (fingerprint) DO UPDATE SET sealed = excluded.sealed",
        )
        .bind(key.fingerprint.to_string())
        .bind(&key.sealed)
        .execute(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        Ok(())
    }
}
