//! The answer of a command, before it is printed.

use serde::Serialize;

use crate::{exit::Exit, failure::Failure, terminal::Text};

/// With more objects than this only the form that is shown is made, the text or the JSON.
pub(crate) const MOST_IN_BOTH: usize = 1000;

/// What a command found or did.
#[derive(Debug)]
pub(crate) struct Report {
    /// The answer to the question, if the command asks one.
    pub(crate) answer: Answer,
    /// The answer for people.
    pub(crate) text: Text,
    /// The answer for programs: a JSON object, indented. A tree of values would take several times the memory.
    pub(crate) document: String,
    /// Public material for standard output, when no file was named.
    pub(crate) material: Option<String>,
}

/// The answer to a question.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Answer {
    /// Done, or yes.
    Yes,
    /// No.
    No,
    /// A part of the input could not be understood.
    Partly,
    /// What went wrong, if anything, was told already.
    Told(Exit),
}

impl Report {
    /// A command that did its work, with the same facts for people and for programs.
    ///
    /// # Errors
    ///
    /// A [`Failure`] named `json-failed` when the facts are no JSON, which would be a bug.
    pub(crate) fn new(text: Text, facts: &impl Serialize) -> Result<Self, Failure> {
        Ok(Self {
            answer: Answer::Yes,
            text,
            document: serde_json::to_string_pretty(facts).map_err(|_| ReportError)?,
            material: None,
        })
    }

    /// A long answer that nobody asks for as JSON.
    pub(crate) fn text_only(text: Text) -> Self {
        Self {
            answer: Answer::Yes,
            text,
            document: "{}".to_owned(),
            material: None,
        }
    }
}

impl Answer {
    /// The exit code.
    pub(crate) const fn exit(self) -> Exit {
        match self {
            Self::Yes => Exit::Done,
            Self::No => Exit::No,
            Self::Partly => Exit::Input,
            Self::Told(exit) => exit,
        }
    }
}

impl From<bool> for Answer {
    fn from(yes: bool) -> Self {
        if yes { Self::Yes } else { Self::No }
    }
}

/// The facts of a report are no JSON.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("the answer could not be written as JSON; this is a bug in certctl")]
pub(crate) struct ReportError;

certcore::error_names!(ReportError {
    _ => "json-failed", "The answer could not be written as JSON, which is a bug.";
});
