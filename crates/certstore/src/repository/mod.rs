//! What a backend of the store can do, entity by entity.
//!
//! What can be asked stands apart from what changes something, so that who reads cannot write.
//!
//! A backend is a folder that repeats the names of these files. The contract test of this crate runs unchanged against
//! each of them.

mod alert;
mod audit_log;
mod backend;
mod candidate;
mod certificate;
mod entry;
mod error;
mod inspection;
mod private_key;
mod reference;
mod request;
mod revision;
mod seal_header;

pub use alert::{Alert, AlertQuestions, AlertRepository};
pub use audit_log::{AuditQuestions, AuditRepository};
pub use backend::{Access, Backend, Questions, Repository};
pub use candidate::{CandidateQuestions, CandidateRepository, StagedChange};
pub use certificate::{CertificateFacts, CertificateQuestions, CertificateRepository};
pub use entry::{Change, EntryQuestions, EntryRepository, EntryVersion, ProfileRow};
pub use error::BackendError;
pub use inspection::{InspectedCertificate, InspectedEntry, InspectedOctets, InspectionQuestions};
pub use private_key::{PrivateKeyQuestions, PrivateKeyRepository, SealedKey};
pub use reference::ReferenceQuestions;
pub use request::{RequestQuestions, RequestRepository};
pub use revision::{RevisionNumber, RevisionQuestions, RevisionRecord, RevisionRepository};
pub use seal_header::{SealHeaderQuestions, SealHeaderRepository};
