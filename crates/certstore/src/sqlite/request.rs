//! Requests in `SQLite`.

use async_trait::async_trait;
use certcore::{fingerprint::Fingerprint, x509::CertificateRequest};

use super::{
    row::{identified, malformed},
    transaction::SqliteTransaction,
};
use crate::repository::{BackendError, RequestQuestions, RequestRepository};

#[async_trait]
impl RequestQuestions for SqliteTransaction {
    async fn request(
        &mut self,
        fingerprint: Fingerprint,
    ) -> Result<Option<CertificateRequest>, BackendError> {
        let der: Option<Vec<u8>> = sqlx::query_scalar("SELECT der FROM request WHERE fingerprint = ?")
            .bind(fingerprint.to_string())
            .fetch_optional(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        der.map(|der| {
            let request = CertificateRequest::read_der(&der)
                .map_err(|error| malformed(&self.place, format!("request {fingerprint}"), error))?;
            identified(&self.place, "request", fingerprint, request.sha256(), request)
        })
        .transpose()
    }
}

#[async_trait]
impl RequestRepository for SqliteTransaction {
    async fn add_request(&mut self, request: &CertificateRequest) -> Result<(), BackendError> {
        sqlx::query(
            "INSERT INTO request (fingerprint, der) VALUES (?, ?) \
             ON CONFLICT (fingerprint) DO UPDATE SET der = excluded.der WHERE der <> excluded.der",
        )
        .bind(request.sha256().to_string())
        .bind(request.der())
        .execute(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        Ok(())
    }
}
