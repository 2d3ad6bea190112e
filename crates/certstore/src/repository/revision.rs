//! Revisions: the commits.

use std::fmt;

use async_trait::async_trait;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::error::BackendError;
use crate::audit::Origin;

/// The number of a revision; the first one is 1.
#[derive(Clone, Copy, Debug, Deserialize, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[serde(transparent)]
pub struct RevisionNumber(pub i64);

impl RevisionNumber {
    /// The state before the first commit.
    pub const NONE: Self = Self(0);

    /// The one after this.
    #[must_use]
    pub const fn next(self) -> Self {
        Self(self.0.saturating_add(1))
    }
}

impl fmt::Display for RevisionNumber {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(formatter)
    }
}

/// A commit.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RevisionRecord {
    /// Its number.
    pub number: RevisionNumber,
    /// Who committed.
    pub author: String,
    /// From where.
    pub origin: Origin,
    /// When.
    pub at: DateTime<Utc>,
    /// Why, in the author's words.
    pub comment: Option<String>,
}

/// The commits.
#[async_trait]
pub trait RevisionQuestions {
    /// The last revision; [`RevisionNumber::NONE`] in a store without one.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn head(&mut self) -> Result<RevisionNumber, BackendError>;

    /// One revision.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn revision(&mut self, number: RevisionNumber) -> Result<Option<RevisionRecord>, BackendError>;

    /// The last revisions, the newest first.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn revisions(&mut self, limit: u32) -> Result<Vec<RevisionRecord>, BackendError>;
}

/// Adding commits.
#[async_trait]
pub trait RevisionRepository: RevisionQuestions {
    /// Adds a revision; its number must be the one after the last.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn add_revision(&mut self, revision: &RevisionRecord) -> Result<(), BackendError>;
}
