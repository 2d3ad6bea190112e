//! What a backend of the store can do, entity by entity.
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

pub use alert::{Alert, AlertRepository};
pub use audit_log::AuditRepository;
pub use backend::{Access, Backend, Repository};
pub use candidate::{CandidateRepository, StagedChange};
pub use certificate::{CertificateFacts, CertificateRepository};
pub use entry::{Change, EntryRepository, EntryVersion, ProfileRow};
pub use error::BackendError;
pub use inspection::{InspectedCertificate, InspectedEntry, InspectedOctets, InspectionRepository};
pub use private_key::{PrivateKeyRepository, SealedKey};
pub use reference::ReferenceRepository;
pub use request::RequestRepository;
pub use revision::{RevisionNumber, RevisionRecord, RevisionRepository};
pub use seal_header::SealHeaderRepository;
