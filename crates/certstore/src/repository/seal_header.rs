//! How the keys of the store are sealed.

use async_trait::async_trait;

use super::error::BackendError;
use crate::seal::SealHeader;

/// How the keys of the store are sealed.
#[async_trait]
pub trait SealHeaderQuestions {
    /// The header; `None` only while a store is being made.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn seal_header(&mut self) -> Result<Option<SealHeader>, BackendError>;
}

/// Changing how the keys of the store are sealed.
#[async_trait]
pub trait SealHeaderRepository: SealHeaderQuestions {
    /// Writes the header.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn put_seal_header(&mut self, header: &SealHeader) -> Result<(), BackendError>;
}
