//! Answers that cannot be empty.

use certcore::error_names;
use thiserror::Error;

/// Gives the answer back when there is one.
///
/// # Errors
///
/// [`AnswerMissing`].
pub(super) fn required(answer: &str) -> Result<&str, AnswerMissing> {
    if answer.is_empty() {
        Err(AnswerMissing)
    } else {
        Ok(answer)
    }
}

/// A question was left empty that needs an answer.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("this needs an answer; Ctrl-C leaves the dialogue")]
pub(crate) struct AnswerMissing;

error_names!(AnswerMissing {
    _ => "answer-missing", "A question of the console that needs an answer was left empty.";
});
