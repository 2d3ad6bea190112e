//! The audit log.

use async_trait::async_trait;

use super::error::BackendError;
use crate::audit::{Head, Link};

/// The audit log; records are only ever added.
#[async_trait]
pub trait AuditQuestions {
    /// Where the log is known to end; [`Head::START`] while it is empty.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn audit_head(&mut self) -> Result<Head, BackendError>;

    /// Records from number `first` on, at most `limit`, the oldest first.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn audit_links(&mut self, first: u64, limit: u32) -> Result<Vec<Link>, BackendError>;
}

/// Writing the audit log; records are only ever added.
#[async_trait]
pub trait AuditRepository: AuditQuestions {
    /// Adds records, of which the last becomes the head. One statement, however many they are.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn append_links(&mut self, links: &[Link]) -> Result<(), BackendError>;
}
