//! How people see that something is staged.

use serde::Serialize;

use crate::terminal::Text;

/// The line that ends an answer in which something is staged.
const NOT_IN_FORCE: &str = "Staged. It is not in force before 'certctl commit'.";

/// Whether something waits for a commit.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(transparent)]
pub(crate) struct Staged(bool);

impl From<bool> for Staged {
    fn from(staged: bool) -> Self {
        Self(staged)
    }
}

impl Staged {
    /// The last column of a table.
    pub(crate) fn mark(self) -> String {
        if self.0 { "staged" } else { "" }.to_owned()
    }

    /// The line below an answer: that something waits for a commit, or `otherwise`.
    pub(crate) fn note_or(self, text: &mut Text, otherwise: &str) {
        text.line(if self.0 { NOT_IN_FORCE } else { otherwise });
    }

    /// The line below an answer without a table.
    pub(crate) fn note(self, text: &mut Text) {
        if self.0 {
            text.line(NOT_IN_FORCE);
        }
    }
}
