//! What one run of a command carries along: the format, the inputs and the warnings so far.

use certcore::work::Budget;

use crate::{
    file::{Inputs, ReadableByOthers, Source},
    notice::Notice,
};

/// How a command answers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Format {
    /// Text for people.
    Text,
    /// One JSON document.
    Json,
}

/// One run of a command.
#[derive(Debug)]
pub(crate) struct Session {
    /// How it answers.
    pub(crate) format: Format,
    /// What it reads.
    pub(crate) inputs: Inputs,
    /// The work that its inputs may still cause.
    pub(crate) work: Budget,
    /// What deserves a look although the command does its work.
    pub(crate) warnings: Vec<Notice>,
}

impl Session {
    /// A run that has read nothing yet.
    pub(crate) fn new(format: Format) -> Self {
        Self {
            format,
            inputs: Inputs::new(),
            work: Budget::new(),
            warnings: Vec::new(),
        }
    }

    /// Warns when a file with a secret can be read by others than its owner.
    pub(crate) fn warn_if_readable_by_others(&mut self, source: &Source) {
        if let Some(warning) = ReadableByOthers::of(source) {
            self.warnings.push(Notice::new(&warning));
        }
    }
}
