//! Why a backend could not do what it was asked.

use certcore::{error_names, fingerprint::Fingerprint};
use thiserror::Error;

/// Why a backend could not do what it was asked.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum BackendError {
    /// There is no store at this place.
    #[error("there is no store at {place}")]
    Missing {
        /// The place.
        place: String,
    },
    /// There is a file already.
    #[error("there is a file already at {place}, and it was not touched; name another place")]
    Exists {
        /// The place.
        place: String,
    },
    /// A text names no place of a store.
    #[error("'{}' names no store; write sqlite:PATH", .text.escape_debug())]
    Url {
        /// The text as it was given.
        text: String,
    },
    /// The file is something else.
    #[error("{place} is no store of certctl: {reason}")]
    Foreign {
        /// The place.
        place: String,
        /// What was found.
        reason: String,
    },
    /// A migration is missing, was changed, or is from a newer release.
    #[error("the store at {place} does not fit this release: {reason}")]
    Migration {
        /// The place.
        place: String,
        /// Which migration, and what is wrong with it.
        reason: String,
    },
    /// A new file or a copy is beside the log of another store.
    #[error(
        "{log} belongs to the log of another store that was at {place} before, and would damage a store there; if no \
         process uses that store and it is no longer needed, remove the file, otherwise move it away"
    )]
    OtherLog {
        /// The place.
        place: String,
        /// The log.
        log: String,
    },
    /// The schema is not as the migrations made it.
    #[error(
        "the schema of the store at {place} was changed by something else: {reason}; put back a backup that was made before"
    )]
    Schema {
        /// The place.
        place: String,
        /// What is there and should not be, or what is missing.
        reason: String,
    },
    /// Others kept the store locked.
    #[error("the store at {place} is in use by another process that did not let go of it in time; try again")]
    Busy {
        /// The place.
        place: String,
    },
    /// Other work of this process kept its connections, or its writers.
    #[error("other work of this process on the store at {place} did not end in time; try again")]
    Crowded {
        /// The place.
        place: String,
    },
    /// The disk is full, or the file may not grow.
    #[error(
        "the store at {place} cannot grow: the disk, the quota or the limit on the size of files is used up; \
         nothing was changed"
    )]
    Full {
        /// The place.
        place: String,
    },
    /// The store may not be written.
    #[error("the store at {place} cannot be written: {reason}")]
    ReadOnly {
        /// The place.
        place: String,
        /// Why.
        reason: String,
    },
    /// The store may not even be read.
    #[error(
        "the store at {place} cannot be opened by this user: the file belongs to user {owner} and has the mode {mode:04o}; \
         run the command as its owner"
    )]
    Forbidden {
        /// The place.
        place: String,
        /// The number of the user whom the file belongs to.
        owner: u32,
        /// The permission bits of the file.
        mode: u32,
    },
    /// The file is damaged.
    #[error(
        "the store at {place} is damaged: {reason}; put back a backup, and keep the damaged file with its -wal and -shm away from it"
    )]
    Corrupt {
        /// The place.
        place: String,
        /// What was found.
        reason: String,
    },
    /// A row holds what its type does not allow.
    #[error("a row of the store at {place} is not understood: {reason}")]
    Row {
        /// The place.
        place: String,
        /// Which row, and what is wrong with it.
        reason: String,
    },
    /// What stands under a fingerprint is something else.
    #[error(
        "the {what} {fingerprint} in the store at {place} was changed: what is stored there has the fingerprint {computed}; \
         restore a backup"
    )]
    Fingerprint {
        /// The place.
        place: String,
        /// `certificate`, `request` or `key`.
        what: &'static str,
        /// The fingerprint that was asked for.
        fingerprint: Fingerprint,
        /// The one of what was found.
        computed: Fingerprint,
    },
    /// The connection was lost, or the disk failed, while a transaction was being committed.
    #[error(
        "the store at {place} failed while a change was being put on disk ({reason}), so nobody knows whether it is there; \
         look before you try again: 'certctl history' and 'certctl changes' show it"
    )]
    OutcomeUnknown {
        /// The place.
        place: String,
        /// What was said.
        reason: String,
    },
    /// Anything else that the database or the operating system said.
    #[error("the store at {place} could not be used: {reason}")]
    Unavailable {
        /// The place.
        place: String,
        /// What was said.
        reason: String,
    },
}

error_names!(BackendError {
    Self::Missing { .. } => "store-missing", "There is no store at the named place.";
    Self::Exists { .. } => "store-exists", "A store or a copy of one was to be made where there is a file already.";
    Self::Url { .. } => "store-url-invalid", "A text names no place of a store.";
    Self::Foreign { .. } => "store-foreign", "The file is no store of certctl.";
    Self::Migration { .. } => "store-migration", "A migration of the store is missing, was changed, or is from a newer release.";
    Self::OtherLog { .. } => "store-log-of-another", "A new store or a copy would be in the place of a store whose log is still there.";
    Self::Schema { .. } => "store-schema-differs", "The store's schema has something that no release makes, or lacks something.";
    Self::Busy { .. } => "store-busy", "Another process kept the store locked.";
    Self::Crowded { .. } => "store-crowded", "Other work of this process on the store did not end in time.";
    Self::Full { .. } => "store-full", "The store cannot grow: the disk, the quota or the limit on the size of files is used up.";
    Self::ReadOnly { .. } => "store-read-only", "The store may not be written.";
    Self::Forbidden { .. } => "store-forbidden", "The user may not read the store's file.";
    Self::Corrupt { .. } => "store-corrupt", "The store's file is damaged.";
    Self::Row { .. } => "store-row-malformed", "A row of the store holds what its type does not allow.";
    Self::Fingerprint { .. } => "store-fingerprint-differs", "A certificate, request or key in the store is not the one that its fingerprint names.";
    Self::OutcomeUnknown { .. } => "store-commit-outcome-unknown", "The store failed while a change was being put on disk, so it may be there or not.";
    Self::Unavailable { .. } => "store-unavailable", "The store could not be used for another reason.";
});
