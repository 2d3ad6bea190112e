//! Which entry names which.

use async_trait::async_trait;

use super::error::BackendError;
use crate::entry::EntryId;

/// Which entry names which.
#[async_trait]
pub trait ReferenceQuestions {
    /// The entries in force that name this one.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn referrers(&mut self, id: &EntryId) -> Result<Vec<EntryId>, BackendError>;

    /// The entries in force that name any entry: who, and whom.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn references(&mut self) -> Result<Vec<(EntryId, EntryId)>, BackendError>;
}
