//! What is said beside an answer: a stable name, a message and what to do.

use certcore::diagnostic::Diagnostic;
use serde::Serialize;

use crate::{
    hint::{Offered, hints},
    terminal::{Style, Text},
};

/// A warning, or the reason of a failure.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct Notice {
    /// The stable name.
    pub(crate) name: &'static str,
    /// What was wrong and where.
    pub(crate) message: String,
    /// What to do next, with command lines that work.
    pub(crate) hints: Vec<String>,
}

impl Notice {
    /// What an error says, with the hints that belong to its name.
    pub(crate) fn new(diagnostic: &impl Diagnostic) -> Self {
        let name = diagnostic.name();
        Self {
            name,
            message: diagnostic.to_string(),
            hints: hints(name).map(str::to_owned).collect(),
        }
    }

    /// Adds hints before those that belong to the name.
    #[must_use]
    pub(crate) fn with_hints(mut self, hints: Vec<String>) -> Self {
        self.hints.splice(0..0, hints);
        self
    }

    /// Leaves out the hints that are not for a command with these options.
    pub(crate) fn keep_hints(&mut self, offered: &Offered) {
        self.hints.retain(|hint| offered.fits(hint));
    }

    /// Says in front of the message where it was wrong.
    #[must_use]
    pub(crate) fn in_source(mut self, source: &impl ToString) -> Self {
        self.message = format!("{}: {}", source.to_string(), self.message);
        self
    }

    /// The lines for people, beginning with `label`.
    pub(crate) fn text(&self, label: &str, style: Style) -> Text {
        let mut text = Text::new();
        text.styled(style, format!("{label}: {} [{}]", self.message, self.name));
        for hint in &self.hints {
            text.line(format!("  hint: {hint}"));
        }
        text
    }

    /// The same for who reads it in the console.
    #[must_use]
    pub(crate) fn in_console(mut self) -> Self {
        self.hints = crate::console_hint::hints(self.name).map(str::to_owned).collect();
        self
    }
}
