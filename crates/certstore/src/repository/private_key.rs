//! Private keys, sealed, by the fingerprints of their public halves.

use async_trait::async_trait;
use certcore::fingerprint::Fingerprint;

use super::error::BackendError;

/// A sealed key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SealedKey {
    /// SHA-256 of its `SubjectPublicKeyInfo`.
    pub fingerprint: Fingerprint,
    /// The sealed octets.
    pub sealed: Vec<u8>,
}

/// Sealed private keys.
#[async_trait]
pub trait PrivateKeyQuestions {
    /// A sealed key.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn sealed_key(&mut self, fingerprint: Fingerprint) -> Result<Option<SealedKey>, BackendError>;
}

/// Keeping sealed keys.
#[async_trait]
pub trait PrivateKeyRepository: PrivateKeyQuestions {
    /// Adds a sealed key, or seals one that is there in another way.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn put_sealed_key(&mut self, key: &SealedKey) -> Result<(), BackendError>;
}
