//! Certification requests, by their fingerprints.

use async_trait::async_trait;
use certcore::{fingerprint::Fingerprint, x509::CertificateRequest};

use super::error::BackendError;

/// Requests; they never change.
#[async_trait]
pub trait RequestQuestions {
    /// A request, compared with its fingerprint.
    ///
    /// # Errors
    ///
    /// [`BackendError::Fingerprint`] where another one stands there, and others.
    async fn request(&mut self, fingerprint: Fingerprint)
    -> Result<Option<CertificateRequest>, BackendError>;
}

/// Keeping requests.
#[async_trait]
pub trait RequestRepository: RequestQuestions {
    /// Adds a request. Where something else stands under its fingerprint, it takes its place.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn add_request(&mut self, request: &CertificateRequest) -> Result<(), BackendError>;
}
