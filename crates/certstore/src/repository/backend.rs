//! A place where a store lives.

use std::path::Path;

use async_trait::async_trait;

use super::{
    alert::{AlertQuestions, AlertRepository},
    audit_log::{AuditQuestions, AuditRepository},
    candidate::{CandidateQuestions, CandidateRepository},
    certificate::{CertificateQuestions, CertificateRepository},
    entry::{EntryQuestions, EntryRepository},
    error::BackendError,
    inspection::InspectionQuestions,
    private_key::{PrivateKeyQuestions, PrivateKeyRepository},
    reference::ReferenceQuestions,
    request::{RequestQuestions, RequestRepository},
    revision::{RevisionQuestions, RevisionRepository},
    seal_header::{SealHeaderQuestions, SealHeaderRepository},
};
use crate::file::Owner;

/// What a transaction is for.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Access {
    /// Reading one consistent state; others may write meanwhile.
    Read,
    /// Reading and writing; one writer at a time.
    Write,
}

/// A place where a store lives.
#[async_trait]
pub trait Backend: Send + Sync {
    /// The place, as people name it.
    fn place(&self) -> &str;

    /// Applies the migrations that are still to come. Before this a store can only be asked for its seal and its last
    /// revision, and nothing in it was changed.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn prepare(&self) -> Result<(), BackendError>;

    /// Begins a transaction. Writers of this process stand in a queue of their own, so that they never keep a reader out.
    ///
    /// # Errors
    ///
    /// [`BackendError::Busy`] for a writer when other processes hold the store too long, [`BackendError::Crowded`] when
    /// this one does, and others.
    async fn begin(&self, access: Access) -> Result<Box<dyn Repository>, BackendError>;

    /// Writes a consistent copy of the store while it is in use; the file must not exist. It appears complete, readable
    /// by its owner only, and is on disk when this returns.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn copy_to(&self, destination: &Path) -> Result<(), BackendError>;

    /// What the database itself finds wrong; empty when all is well.
    ///
    /// # Errors
    ///
    /// [`BackendError`] when it could not look.
    async fn check(&self) -> Result<Vec<String>, BackendError>;

    /// To whom the store belongs, where the operating system knows.
    fn owner(&self) -> Option<Owner>;

    /// Who besides its owner can read or write the store, in words; `None` when nobody can.
    fn exposure(&self) -> Option<String>;

    /// Overwrites what was deleted, in the main file and in its log.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn compact(&self) -> Result<(), BackendError>;

    /// Ends all use of the store.
    async fn close(&self);

    /// Puts a store that was [begun](crate::sqlite::SqliteBackend::create) in its place, complete and on disk. Before
    /// this nobody finds it; when it is closed and dropped instead, nothing stays of it.
    ///
    /// # Errors
    ///
    /// [`BackendError::Exists`] where somebody else was quicker; others when it cannot be put there.
    async fn publish(self: Box<Self>) -> Result<Box<dyn Backend>, BackendError>;
}

/// What a transaction can be asked. None of it changes anything.
pub trait Questions:
    EntryQuestions
    + ReferenceQuestions
    + CandidateQuestions
    + RevisionQuestions
    + CertificateQuestions
    + RequestQuestions
    + PrivateKeyQuestions
    + SealHeaderQuestions
    + AuditQuestions
    + AlertQuestions
    + InspectionQuestions
    + Send
{
}

/// One transaction. When it is dropped without [`commit`](Self::commit), nothing happened.
#[async_trait]
pub trait Repository:
    Questions
    + EntryRepository
    + CandidateRepository
    + RevisionRepository
    + CertificateRepository
    + RequestRepository
    + PrivateKeyRepository
    + SealHeaderRepository
    + AuditRepository
    + AlertRepository
{
    /// Makes it so: when this returns, the changes survive a crash.
    ///
    /// # Errors
    ///
    /// [`BackendError::OutcomeUnknown`] when the connection or the disk failed meanwhile: the changes may be there or not.
    /// After any other [`BackendError`] nothing was changed.
    async fn commit(self: Box<Self>) -> Result<(), BackendError>;
}
