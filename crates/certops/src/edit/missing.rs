//! An entry that was named and is not there.

use certcore::error_names;
use certstore::{
    entry::{EntryId, Kind},
    store::{Reading, StoreError},
};
use thiserror::Error;

use super::closest::closest;

/// How many names are listed when none is close.
const LISTED: usize = 5;

/// An entry that was named and is not there.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum EntryMissing {
    /// A profile.
    #[error("there is no {id}{}", .names.proposal())]
    Profile {
        /// What was named.
        id: EntryId,
        /// What could be named instead.
        names: Existing,
    },
    /// An entry of another kind.
    #[error("there is no {id}{}", .names.proposal())]
    Other {
        /// What was named.
        id: EntryId,
        /// What could be named instead.
        names: Existing,
    },
}

impl EntryMissing {
    /// The error, with the names that are there.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn look_up(reading: &mut Reading<'_>, id: &EntryId) -> Result<Self, StoreError> {
        let entries = reading.entries(Some(id.kind())).await?;
        let existing: Vec<String> = entries.iter().map(|entry| entry.id.name().to_owned()).collect();
        let count = existing.len();
        let close = closest(id.name(), existing.iter().cloned());
        let names = if close.is_empty() && count <= LISTED {
            Existing::All(existing)
        } else {
            Existing::Close(close)
        };
        let id = id.clone();
        Ok(match id.kind() {
            Kind::Profile => Self::Profile { id, names },
            _ => Self::Other { id, names },
        })
    }
}

/// What could be named instead.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Existing {
    /// Names that look like it.
    Close(Vec<String>),
    /// All there are, because they are few and none looks like it.
    All(Vec<String>),
}

impl Existing {
    fn proposal(&self) -> String {
        match self {
            Self::Close(names) if names.is_empty() => String::new(),
            Self::Close(names) => format!("; did you mean {}?", names.join(" or ")),
            Self::All(names) if names.is_empty() => "; there is none of its kind".to_owned(),
            Self::All(names) => format!("; there is {}", names.join(", ")),
        }
    }
}

error_names!(EntryMissing {
    Self::Profile { .. } => "profile-missing", "A profile was named that is not there.";
    Self::Other { .. } => "entry-missing", "An entry of the configuration other than a profile was named that is not there.";
});
