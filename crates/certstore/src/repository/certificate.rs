//! Certificates, by their fingerprints.

use async_trait::async_trait;
use certcore::{fingerprint::Fingerprint, x509::Certificate};
use chrono::{DateTime, Utc};

use super::error::BackendError;
use crate::entry::Material;

/// What a list shows of a certificate without reading it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CertificateFacts {
    /// The SHA-256 fingerprint of its DER.
    pub fingerprint: Fingerprint,
    /// The common name of its subject, or else its first alternative name, or else its subject or serial number.
    pub common_name: String,
    /// The issuer, as RFC 4514 writes it.
    pub issuer: String,
    /// The first second of its validity.
    pub not_before: DateTime<Utc>,
    /// The last second of its validity.
    pub not_after: DateTime<Utc>,
}

impl CertificateFacts {
    /// The facts of a certificate.
    pub fn of(certificate: &Certificate) -> Self {
        let first = || certificate.alternative_names()?.first();
        let common_name = certificate.subject().common_name().map(str::to_owned);
        let validity = certificate.validity();
        Self {
            fingerprint: certificate.sha256(),
            common_name: common_name
                .or_else(first)
                .unwrap_or_else(|| certificate.display_name()),
            issuer: certificate.issuer().to_string(),
            not_before: validity.not_before(),
            not_after: validity.not_after(),
        }
    }
}

/// Certificates; they never change, and are kept while an entry of any revision or of the candidate names them.
#[async_trait]
pub trait CertificateQuestions {
    /// A certificate, compared with its fingerprint.
    ///
    /// # Errors
    ///
    /// [`BackendError::Fingerprint`] where another one stands there, and others.
    async fn certificate(&mut self, fingerprint: Fingerprint) -> Result<Option<Certificate>, BackendError>;

    /// What lists show of it.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn certificate_facts(
        &mut self,
        fingerprint: Fingerprint,
    ) -> Result<Option<CertificateFacts>, BackendError>;

    /// The certificates of this common name, as [`CertificateFacts::common_name`] tells it, in any order.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn certificates_named(&mut self, common_name: &str) -> Result<Vec<Certificate>, BackendError>;
}

/// Keeping certificates, and letting go of what nobody holds.
#[async_trait]
pub trait CertificateRepository: CertificateQuestions {
    /// Adds a certificate. Where something else stands under its fingerprint, it takes its place.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn add_certificate(&mut self, certificate: &Certificate) -> Result<(), BackendError>;

    /// Deletes those of these certificates, requests and keys that no entry of any revision and no staged change holds.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn delete_unheld(&mut self, material: &Material) -> Result<(), BackendError>;
}
