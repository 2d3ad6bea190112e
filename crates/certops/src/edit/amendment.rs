//! What shall be different in an entry.

use super::noun::Noun;

/// What shall be different in an entry; what it does not say stays as it is.
pub trait Amendment {
    /// The type of entry.
    type Entry: Noun;

    /// Makes the difference.
    fn amend(self, entry: &mut Self::Entry);
}
