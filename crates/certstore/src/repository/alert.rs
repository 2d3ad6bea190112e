//! The alert queue.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::error::BackendError;

/// A notice that waits to be sent.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Alert {
    /// What makes it the same notice: it is written once.
    pub key: String,
    /// One line that says it all.
    pub subject: String,
    /// The whole text.
    pub text: String,
    /// When it was written.
    pub at: DateTime<Utc>,
    /// When it was sent.
    pub sent: Option<DateTime<Utc>>,
}

/// The alert queue.
#[async_trait]
pub trait AlertQuestions {
    /// Notices with their numbers, from the one after number `after` on, at most `limit`, the oldest first; the first page
    /// begins after [`i64::MIN`].
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn alerts(&mut self, after: i64, limit: u32) -> Result<Vec<(i64, Alert)>, BackendError>;
}

/// Writing notices.
#[async_trait]
pub trait AlertRepository: AlertQuestions {
    /// Writes a notice, unless one with its key was ever written; says whether it is new.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn add_alert(&mut self, alert: &Alert) -> Result<bool, BackendError>;
}
