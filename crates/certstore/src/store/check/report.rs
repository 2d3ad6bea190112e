//! What a check of the store found.

use certcore::{diagnostic::Diagnostic as _, error_names};
use serde::{Serialize, Serializer};
use thiserror::Error;

use crate::audit::Head;

/// What a check of the store looked at, and what it found.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct CheckReport {
    /// Versions of entries, those that are in force and all earlier ones.
    pub versions: u64,
    /// Entries in force.
    pub entries: u64,
    /// Staged changes.
    pub staged: u64,
    /// Revisions.
    pub revisions: u64,
    /// Certificates.
    pub certificates: u64,
    /// Requests.
    pub requests: u64,
    /// Private keys, each of which was opened.
    pub keys: u64,
    /// The last sound record of the audit log; `None` where a damaged database ended the check before. Who notes it
    /// elsewhere can tell later that the log was not written anew.
    pub audit: Option<Head>,
    /// What is wrong; empty when all is well.
    pub findings: Vec<CheckFinding>,
}

/// One thing that is wrong.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub struct CheckFinding {
    /// What kind of thing.
    #[serde(rename = "name", serialize_with = "name")]
    pub fault: CheckFault,
    /// Where: which row.
    #[serde(rename = "where")]
    pub row: String,
    /// What exactly.
    pub what: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn name<S: Serializer>(fault: &CheckFault, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(fault.name())
}

/// What can be wrong in a store.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum CheckFault {
    /// The database says so itself.
    #[error("the database is damaged")]
    Database,
    /// The file's permissions.
    #[error("others can read or write the store")]
    OpenToOthers,
    /// A column that its type does not allow.
    #[error("a row is not understood")]
    Row,
    /// A name without its entry.
    #[error("an entry names one that is not there")]
    Reference,
    /// The table of references.
    #[error("what an entry names and what is listed differ")]
    ReferenceList,
    /// The table of holdings.
    #[error("what an entry holds and what is listed differ")]
    HoldingList,
    /// A fingerprint without its certificate, request or key.
    #[error("an entry holds what is not in the store")]
    Material,
    /// A fingerprint that is another's.
    #[error("a fingerprint is not that of what it stands for")]
    Fingerprint,
    /// The columns beside a certificate.
    #[error("the columns of a certificate do not say what it says")]
    CertificateColumns,
    /// A sealed key.
    #[error("a private key does not open")]
    KeySealed,
    /// A key whose halves do not belong together.
    #[error("a private key is damaged")]
    KeyDamaged,
    /// A key of another certificate or request.
    #[error("a key does not belong to its certificate or request")]
    KeyPair,
    /// Two versions at once.
    #[error("two versions of an entry are in force at once")]
    Overlap,
    /// A number that was left out.
    #[error("a revision is missing")]
    RevisionGap,
    /// The chain of the audit log.
    #[error("the audit log is broken")]
    Audit,
}

error_names!(CheckFault {
    Self::Database => "check-database-damaged", "The database finds itself damaged.";
    Self::OpenToOthers => "store-open-to-others", "Others than its owner can read or write the file of the store.";
    Self::Row => "check-row-malformed", "A row of the store holds what its type does not allow.";
    Self::Reference => "check-reference-broken", "An entry in force names an entry that is not in force.";
    Self::ReferenceList => "check-reference-list-differs", "The list of what an entry names is not what the entry says.";
    Self::HoldingList => "check-holding-list-differs", "The list of what an entry holds is not what the entry says.";
    Self::Material => "check-material-missing", "A version of an entry holds a certificate, request or key that is not in the store.";
    Self::Fingerprint => "check-fingerprint-differs", "A certificate, request or key stands under a fingerprint that is not its own.";
    Self::CertificateColumns => "check-certificate-columns-differ", "The columns of a certificate do not say what the certificate says.";
    Self::KeySealed => "check-key-does-not-open", "A sealed private key of the store does not open.";
    Self::KeyDamaged => "check-key-damaged", "A private key of the store is damaged: it is not a key, or private and public half do not match.";
    Self::KeyPair => "check-key-does-not-match", "A version of a profile has a key that is not that of its certificate or request.";
    Self::Overlap => "check-versions-overlap", "Two versions of an entry are in force at once.";
    Self::RevisionGap => "check-revision-missing", "A revision is missing in the history.";
    Self::Audit => "check-audit-broken", "The audit log was changed, cut off or written anew.";
});

/// Findings as they come.
#[derive(Debug, Default)]
pub(super) struct Findings(Vec<CheckFinding>);

impl Findings {
    pub(super) fn add(&mut self, fault: CheckFault, row: impl Into<String>, what: impl Into<String>) {
        self.0.push(CheckFinding {
            fault,
            row: row.into(),
            what: what.into(),
        });
    }

    pub(super) fn into_list(self) -> Vec<CheckFinding> {
        self.0
    }
}
