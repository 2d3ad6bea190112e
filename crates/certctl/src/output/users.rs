//! What uses a profile or a certificate: entries for programs, services for people.

use certops::place;
use certstore::entry::EntryId;
use serde::{Serialize, Serializer};

/// What uses a profile or a certificate.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct UsersView(Vec<EntryId>);

impl UsersView {
    /// These entries.
    pub(crate) fn new(entries: &[EntryId]) -> Self {
        Self(entries.to_vec())
    }

    /// Whether nothing does.
    pub(crate) const fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Their names, as the table of bindings has them.
    pub(crate) fn services(&self) -> Vec<String> {
        self.0.iter().map(place::user).collect()
    }

    /// The names alone, where it is plain what they are.
    pub(crate) fn names(&self) -> Vec<String> {
        self.0.iter().map(|user| user.name().to_owned()).collect()
    }
}

/// The names of the entries.
impl Serialize for UsersView {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(self.0.iter().map(ToString::to_string))
    }
}
