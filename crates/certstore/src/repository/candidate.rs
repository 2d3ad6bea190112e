//! The candidate: what is staged and not yet in force.

use async_trait::async_trait;
use chrono::{DateTime, Utc};

use super::{error::BackendError, revision::RevisionNumber};
use crate::{
    audit::Origin,
    entry::{Entry, EntryId},
};

/// A staged change to one entry.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct StagedChange {
    /// Which entry.
    pub id: EntryId,
    /// What it shall say; `None` when it shall be deleted.
    pub entry: Option<Entry>,
    /// The last revision that its author saw.
    pub base: RevisionNumber,
    /// Who staged it.
    pub author: String,
    /// From where.
    pub origin: Origin,
    /// When.
    pub at: DateTime<Utc>,
}

/// The candidate: one per store, visible to all.
#[async_trait]
pub trait CandidateQuestions {
    /// All that is staged, in the order of kinds and names.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn staged(&mut self) -> Result<Vec<StagedChange>, BackendError>;

    /// What is staged for one entry.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn staged_change(&mut self, id: &EntryId) -> Result<Option<StagedChange>, BackendError>;

    /// The staged changes whose entry another commit touched after their author had looked, in the order of kinds and names.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn conflicts(&mut self) -> Result<Vec<StagedChange>, BackendError>;

    /// A number that grows with every change to the candidate.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn edition(&mut self) -> Result<i64, BackendError>;
}

/// Changing the candidate.
#[async_trait]
pub trait CandidateRepository: CandidateQuestions {
    /// Stages changes, each in place of an earlier one to the same entry. One statement, however many they are.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn stage(&mut self, changes: &[StagedChange]) -> Result<(), BackendError>;

    /// Takes what is staged for these entries back. One statement, however many they are.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn unstage(&mut self, ids: &[EntryId]) -> Result<(), BackendError>;
}
