//! Numbers of revisions, as they are typed.

use certcore::error_names;
use certstore::repository::RevisionNumber;
use thiserror::Error;

/// The number of a revision.
///
/// # Errors
///
/// [`RevisionInvalid`].
pub(super) fn revision(typed: &str) -> Result<RevisionNumber, RevisionInvalid> {
    let number = typed.parse().ok().filter(|number| *number > 0);
    number.map(RevisionNumber).ok_or_else(|| RevisionInvalid {
        typed: typed.to_owned(),
    })
}

/// A text is not the number of a revision.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("'{}' is no number of a revision; history lists them", .typed.escape_debug())]
pub(crate) struct RevisionInvalid {
    /// What was typed.
    typed: String,
}

error_names!(RevisionInvalid {
    _ => "revision-invalid", "What was entered at the console is no number of a revision.";
});
