//! How a dialogue ends before its last answer.

use certcore::error_names;
use thiserror::Error;

use crate::failure::Failure;

/// A dialogue that gave no value. It passes through every question by `?`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Left {
    /// Ctrl-C: back to the prompt. What was staged before stays staged.
    Interrupted,
    /// ENTER where there is nothing to keep: back to the menu, or to the prompt.
    Back,
    /// What was asked for cannot be had; it is told, and the menu or the prompt comes again. A program ends with it.
    Refused(Failure),
    /// There is no more input: Ctrl-D, or the end of a pipe. The console ends.
    Ended,
    /// The input or the output cannot be used. The console ends.
    Broken(InputError),
}

/// Why a line could not be read or shown. No variant carries a character of the line.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub(crate) enum InputError {
    /// A line is longer than the bound.
    #[error("a line of the input has more than {limit} bytes; no answer is that long")]
    TooLong {
        /// The bound in bytes.
        limit: usize,
    },
    /// A line is not UTF-8.
    #[error("a line of the input is not text in UTF-8")]
    NotText,
    /// The operating system refused.
    #[error("the console cannot read or write: {reason}")]
    Failed {
        /// What the operating system said.
        reason: String,
    },
    /// The input ended while a command still asked.
    #[error("the input ended before the dialogue did; give the answers that are missing")]
    Ended,
}

error_names!(InputError {
    Self::TooLong { .. } => "console-line-too-long", "A line of the console's input is longer than any answer.";
    Self::NotText => "console-line-not-text", "A line of the console's input is not text in UTF-8.";
    Self::Failed { .. } => "console-failed", "The operating system refused to read from or write to the console.";
    Self::Ended => "console-input-ended", "The console's input ended in the middle of a dialogue.";
});

impl From<std::io::Error> for Left {
    fn from(error: std::io::Error) -> Self {
        Self::Broken(InputError::Failed {
            reason: error.to_string(),
        })
    }
}
