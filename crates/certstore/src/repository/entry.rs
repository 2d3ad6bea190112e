//! Entries: rows with a range of revisions.

use std::collections::{BTreeMap, BTreeSet};

use async_trait::async_trait;
use certcore::fingerprint::Fingerprint;
use chrono::{DateTime, Utc};

use super::{certificate::CertificateFacts, error::BackendError, revision::RevisionNumber};
use crate::entry::{Entry, EntryId, Kind, Profile};

/// An entry as it stood in a range of revisions.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EntryVersion {
    /// Which entry.
    pub id: EntryId,
    /// What it said.
    pub entry: Entry,
    /// The revision that wrote it.
    pub since: RevisionNumber,
    /// The revision that replaced or deleted it; `None` while it is in force.
    pub until: Option<RevisionNumber>,
}

/// What a revision did to an entry.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Change {
    /// Which entry.
    pub id: EntryId,
    /// What it said before; `None` when the entry is new.
    pub before: Option<Entry>,
    /// What it says after; `None` when the entry is deleted.
    pub after: Option<Entry>,
}

/// A profile in force, with what its certificate says.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ProfileRow {
    /// Its name.
    pub name: String,
    /// The profile.
    pub profile: Profile,
    /// The revision that wrote it.
    pub since: RevisionNumber,
    /// The certificate that it serves.
    pub certificate: CertificateFacts,
}

/// The entries, as they are and as they were.
#[async_trait]
pub trait EntryQuestions {
    /// An entry in force.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn entry(&mut self, id: &EntryId) -> Result<Option<EntryVersion>, BackendError>;

    /// Those of these entries that are active, in the order of kinds and names. One query, however many they are.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn entries_of(&mut self, ids: &[EntryId]) -> Result<Vec<EntryVersion>, BackendError>;

    /// The entries in force, of one kind or all, in the order of kinds and names.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn entries(&mut self, kind: Option<Kind>) -> Result<Vec<EntryVersion>, BackendError>;

    /// How many entries of each kind are in force; a kind without any is left out.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn counts(&mut self) -> Result<BTreeMap<Kind, u64>, BackendError>;

    /// The entries as they were after a revision, of one kind or all. It costs what is active, and what was replaced since.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn entries_at(
        &mut self,
        revision: RevisionNumber,
        kind: Option<Kind>,
    ) -> Result<Vec<EntryVersion>, BackendError>;

    /// All versions of an entry, the newest first.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn versions(&mut self, id: &EntryId) -> Result<Vec<EntryVersion>, BackendError>;

    /// What a revision changed, in the order of kinds and names.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn changes(&mut self, revision: RevisionNumber) -> Result<Vec<Change>, BackendError>;

    /// Which entries were touched after a revision, each with what it said then; `None` where it did not exist. In the order
    /// of kinds and names.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn touched_after(
        &mut self,
        revision: RevisionNumber,
    ) -> Result<Vec<(EntryId, Option<Entry>)>, BackendError>;

    /// The versions of profiles, of every revision, that hold one of these keys: in the order of names, the newest first.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn holders_of_keys(
        &mut self,
        keys: &BTreeSet<Fingerprint>,
    ) -> Result<Vec<EntryVersion>, BackendError>;

    /// The profiles in force whose certificate, or one of its intermediates, ends before a time, or all, in the order of their
    /// names.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn profiles(
        &mut self,
        ending_before: Option<DateTime<Utc>>,
    ) -> Result<Vec<ProfileRow>, BackendError>;
}

/// Putting entries in force.
#[async_trait]
pub trait EntryRepository: EntryQuestions {
    /// Puts an entry in force, replaces it, or with `None` ends it.
    ///
    /// # Errors
    ///
    /// [`BackendError`].
    async fn replace(
        &mut self,
        id: &EntryId,
        entry: Option<&Entry>,
        revision: RevisionNumber,
    ) -> Result<(), BackendError>;
}
