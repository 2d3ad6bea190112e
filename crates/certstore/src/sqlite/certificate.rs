//! Certificates in `SQLite`.

use std::collections::BTreeSet;

use async_trait::async_trait;
use certcore::{fingerprint::Fingerprint, x509::Certificate};

use super::{
    row::{identified, malformed, parse, time},
    transaction::SqliteTransaction,
};
use crate::{
    entry::Material,
    repository::{
        BackendError, CandidateQuestions as _, CertificateFacts, CertificateQuestions, CertificateRepository,
    },
};

pub(super) const DELETE_CERTIFICATE: &str = "DELETE FROM certificate WHERE fingerprint = ?1 AND NOT EXISTS \
     (SELECT 1 FROM holding WHERE holding.fingerprint = ?1 AND what = 'certificate')";
pub(super) const DELETE_REQUEST: &str = "DELETE FROM request WHERE fingerprint = ?1 AND NOT EXISTS \
     (SELECT 1 FROM holding WHERE holding.fingerprint = ?1 AND what = 'request')";
pub(super) const DELETE_KEY: &str = "DELETE FROM private_key WHERE fingerprint = ?1 AND NOT EXISTS \
     (SELECT 1 FROM holding WHERE holding.fingerprint = ?1 AND what = 'key')";

/// Fingerprint, common name, issuer, and both ends of the validity.
pub(super) type FactsRow = (String, String, String, i64, i64);

#[async_trait]
impl CertificateQuestions for SqliteTransaction {
    async fn certificate(&mut self, fingerprint: Fingerprint) -> Result<Option<Certificate>, BackendError> {
        let der: Option<Vec<u8>> = sqlx::query_scalar("SELECT der FROM certificate WHERE fingerprint = ?")
            .bind(fingerprint.to_string())
            .fetch_optional(self.connection())
            .await
            .map_err(|error| self.error(&error))?;
        der.map(|der| read(&self.place, fingerprint, &der)).transpose()
    }

    async fn certificate_facts(
        &mut self,
        fingerprint: Fingerprint,
    ) -> Result<Option<CertificateFacts>, BackendError> {
        let row: Option<FactsRow> = sqlx::query_as(
            "SELECT fingerprint, common_name, issuer, not_before, not_after FROM certificate WHERE fingerprint = ?",
        )
        .bind(fingerprint.to_string())
        .fetch_optional(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        row.map(|row| facts(&self.place, row)).transpose()
    }

    async fn certificates_named(&mut self, common_name: &str) -> Result<Vec<Certificate>, BackendError> {
        let rows: Vec<(String, Vec<u8>)> =
            sqlx::query_as("SELECT fingerprint, der FROM certificate WHERE common_name = ?")
                .bind(common_name)
                .fetch_all(self.connection())
                .await
                .map_err(|error| self.error(&error))?;
        rows.iter()
            .map(|(fingerprint, der)| {
                let fingerprint = parse(&self.place, format!("certificate {fingerprint}"), fingerprint)?;
                read(&self.place, fingerprint, der)
            })
            .collect()
    }
}

#[async_trait]
impl CertificateRepository for SqliteTransaction {
    async fn add_certificate(&mut self, certificate: &Certificate) -> Result<(), BackendError> {
        let facts = CertificateFacts::of(certificate);
        sqlx::query(
            "INSERT INTO certificate (fingerprint, common_name, issuer, not_before, not_after, der) \
             VALUES (?, ?, ?, ?, ?, ?) ON CONFLICT (fingerprint) DO UPDATE SET common_name = excluded.common_name, \
             issuer = excluded.issuer, not_before = excluded.not_before, not_after = excluded.not_after, \
             der = excluded.der WHERE der <> excluded.der",
        )
        .bind(facts.fingerprint.to_string())
        .bind(facts.common_name)
        .bind(facts.issuer)
        .bind(facts.not_before.timestamp())
        .bind(facts.not_after.timestamp())
        .bind(certificate.der())
        .execute(self.connection())
        .await
        .map_err(|error| self.error(&error))?;
        Ok(())
    }

    async fn delete_unheld(&mut self, material: &Material) -> Result<(), BackendError> {
        const STATEMENTS: [(&str, &str); 3] = [
            ("certificate", DELETE_CERTIFICATE),
            ("request", DELETE_REQUEST),
            ("key", DELETE_KEY),
        ];
        let staged = self.staged().await?;
        let held: BTreeSet<(&str, Fingerprint)> = staged
            .iter()
            .filter_map(|change| change.entry.as_ref())
            .flat_map(|entry| entry.material().listed().collect::<Vec<_>>())
            .collect();
        for (what, fingerprint) in material.listed().filter(|listed| !held.contains(listed)) {
            for (_, statement) in STATEMENTS.into_iter().filter(|(named, _)| *named == what) {
                sqlx::query(statement)
                    .bind(fingerprint.to_string())
                    .execute(self.connection())
                    .await
                    .map_err(|error| self.error(&error))?;
            }
        }
        Ok(())
    }
}

fn read(place: &str, fingerprint: Fingerprint, der: &[u8]) -> Result<Certificate, BackendError> {
    let certificate = Certificate::read_der(der)
        .map_err(|error| malformed(place, format!("certificate {fingerprint}"), error))?;
    identified(
        place,
        "certificate",
        fingerprint,
        certificate.sha256(),
        certificate,
    )
}

/// The facts of one row.
pub(super) fn facts(place: &str, row: FactsRow) -> Result<CertificateFacts, BackendError> {
    let (fingerprint, common_name, issuer, not_before, not_after) = row;
    let what = format!("certificate {fingerprint}");
    Ok(CertificateFacts {
        fingerprint: parse(place, &what, &fingerprint)?,
        common_name,
        issuer,
        not_before: time(place, &what, not_before)?,
        not_after: time(place, &what, not_after)?,
    })
}
