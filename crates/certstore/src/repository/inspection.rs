//! Rows as they stand, for a check of the store that does not stop at the first bad one.

use std::collections::BTreeSet;

use async_trait::async_trait;

use super::{candidate::StagedChange, entry::EntryVersion, error::BackendError, revision::RevisionRecord};

/// A version of an entry, with what stands beside it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct InspectedEntry {
    /// The number of the row; the next page begins after it.
    pub number: i64,
    /// Its kind, its name and its first revision, for people.
    pub row: String,
    /// What it says, or why that is not understood.
    pub version: Result<EntryVersion, String>,
    /// The certificate that a profile's row is found by.
    pub leaf: Option<String>,
    /// Kind and name of each entry that it is listed to name.
    pub references: BTreeSet<(String, String)>,
    /// What it is listed to hold: `certificate`, `request` or `key`, and the fingerprint.
    pub holdings: BTreeSet<(String, String)>,
}

/// A certificate with its columns.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct InspectedCertificate {
    /// The number of the row; the next page begins after it.
    pub number: i64,
    /// The fingerprint that it is found by.
    pub fingerprint: String,
    /// The column of its name.
    pub common_name: String,
    /// The column of its issuer.
    pub issuer: String,
    /// The first second of its validity, since 1970.
    pub not_before: i64,
    /// The last second of its validity, since 1970.
    pub not_after: i64,
    /// The certificate.
    pub der: Vec<u8>,
}

/// A request or a sealed key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct InspectedOctets {
    /// The number of the row; the next page begins after it.
    pub number: i64,
    /// The fingerprint that it is found by.
    pub fingerprint: String,
    /// Its DER, or the sealed octets.
    pub octets: Vec<u8>,
}

/// Rows as they stand, in pages of at most `limit`; the first page begins after [`i64::MIN`], since a damaged store can
/// have any number.
///
/// Text that is not UTF-8 is no error: the row is not understood, or the text has U+FFFD in its place.
#[async_trait]
pub trait InspectionQuestions {
    /// Versions of entries whose rows come after number `after`.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn inspect_entries(&mut self, after: i64, limit: u32) -> Result<Vec<InspectedEntry>, BackendError>;

    /// Certificates whose rows come after number `after`.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn inspect_certificates(
        &mut self,
        after: i64,
        limit: u32,
    ) -> Result<Vec<InspectedCertificate>, BackendError>;

    /// Requests, likewise.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn inspect_requests(
        &mut self,
        after: i64,
        limit: u32,
    ) -> Result<Vec<InspectedOctets>, BackendError>;

    /// Sealed keys, likewise.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn inspect_keys(&mut self, after: i64, limit: u32) -> Result<Vec<InspectedOctets>, BackendError>;

    /// All that is staged: what, and what it says or why that is not understood.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn inspect_candidate(
        &mut self,
    ) -> Result<Vec<(String, Result<StagedChange, String>)>, BackendError>;

    /// Revisions after number `after`: the number, and what the row says or why that is not understood.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn inspect_revisions(
        &mut self,
        after: i64,
        limit: u32,
    ) -> Result<Vec<(i64, Result<RevisionRecord, String>)>, BackendError>;

    /// Versions of one entry that are in force at the same time, in words.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn overlaps(&mut self) -> Result<Vec<String>, BackendError>;
}
