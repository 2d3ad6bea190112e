//! The steps of the demonstration as they are told.

use serde::Serialize;
use serde_json::Value;

use crate::terminal::{Style, Text};

/// A step that was done.
#[derive(Clone, Debug, Serialize)]
pub(super) struct Step {
    /// What it is for.
    pub(super) name: &'static str,
    /// The command line, where the step is one.
    pub(super) command: Option<String>,
    /// Whether it held.
    pub(super) ok: bool,
    /// The document of the command.
    pub(super) result: Value,
    #[serde(skip)]
    pub(super) text: Text,
}

impl Step {
    /// The step for people.
    pub(super) fn told(&self, number: usize) -> Text {
        let mut text = Text::new();
        text.styled(Style::Heading, format!("{number}. {}", self.name));
        if let Some(command) = &self.command {
            text.line(format!("   $ {command}"));
        }
        text.indented("   ", &self.text);
        text.line("");
        text
    }
}
