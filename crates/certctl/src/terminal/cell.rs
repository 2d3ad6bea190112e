//! A cell of a table.

use super::escape::escape;

/// What stands in a cell of a table; several values stand below each other.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Cell(Vec<String>);

impl Cell {
    /// The lines, escaped before their widths are measured.
    pub(super) fn content(&self) -> String {
        let lines: Vec<String> = self.0.iter().map(|line| escape(line)).collect();
        lines.join("\n")
    }
}

impl From<String> for Cell {
    fn from(value: String) -> Self {
        Self(vec![value])
    }
}

impl From<&str> for Cell {
    fn from(value: &str) -> Self {
        Self(vec![value.to_owned()])
    }
}

impl From<Vec<String>> for Cell {
    fn from(values: Vec<String>) -> Self {
        Self(values)
    }
}
