//! Text for people: lines, aligned facts and tables.

use comfy_table::{ContentArrangement, Table};

use super::{cell::Cell, escape::escape};

/// Lines of text, each with one style.
///
/// A line is escaped when it is added, so nothing that came from outside can forge a line or a colour.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(crate) struct Text {
    lines: Vec<Line>,
}

/// What a line says, so that it can be coloured.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Style {
    /// Neither good nor bad.
    Plain,
    /// The first line of a part.
    Heading,
    /// It is as it should be.
    Good,
    /// It is not as it should be.
    Bad,
    /// It deserves a look.
    Warning,
}

/// Whether colours are written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Colour {
    /// ANSI escape sequences.
    Ansi,
    /// None.
    None,
}

#[derive(Clone, Debug, Eq, PartialEq)]
struct Line {
    style: Style,
    content: String,
}

impl Text {
    /// No line.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Adds a line.
    pub(crate) fn line(&mut self, content: impl AsRef<str>) {
        self.styled(Style::Plain, content);
    }

    /// Adds a line with a style.
    pub(crate) fn styled(&mut self, style: Style, content: impl AsRef<str>) {
        self.lines.push(Line {
            style,
            content: escape(content.as_ref()),
        });
    }

    /// Adds an empty line, except at the beginning.
    pub(crate) fn gap(&mut self) {
        if !self.lines.is_empty() {
            self.line("");
        }
    }

    /// Adds `label  value` lines with the values in one column; several values of a label stand below each other.
    pub(crate) fn facts<'a>(&mut self, facts: impl IntoIterator<Item = (&'a str, Vec<String>)>) {
        let facts: Vec<_> = facts.into_iter().collect();
        let width = facts.iter().map(|(label, _)| label.len()).max().unwrap_or(0);
        for (label, values) in facts {
            for (index, value) in values.iter().enumerate() {
                let label = if index == 0 { label } else { "" };
                self.line(format!("  {label:width$}  {value}"));
            }
        }
    }

    /// Adds a table with a header and without borders.
    pub(crate) fn table<C: Into<Cell>>(&mut self, header: &[&str], rows: impl IntoIterator<Item = Vec<C>>) {
        let mut table = Table::new();
        table.set_header(header.iter().copied());
        self.aligned(table, rows);
    }

    /// Adds rows whose columns are aligned.
    pub(crate) fn columns<C: Into<Cell>>(&mut self, rows: impl IntoIterator<Item = Vec<C>>) {
        self.aligned(Table::new(), rows);
    }

    fn aligned<C: Into<Cell>>(&mut self, mut table: Table, rows: impl IntoIterator<Item = Vec<C>>) {
        table
            .load_style(comfy_table::presets::NOTHING)
            .set_content_arrangement(ContentArrangement::Disabled);
        for row in rows {
            table.add_row(row.into_iter().map(|cell| cell.into().content()));
        }
        for line in table.lines() {
            self.line(format!(" {}", line.trim_end()));
        }
    }

    /// Adds the lines of another text.
    pub(crate) fn append(&mut self, other: Self) {
        self.lines.extend(other.lines);
    }

    /// Adds the lines of another text behind a margin.
    pub(crate) fn indented(&mut self, margin: &str, other: &Self) {
        self.lines.extend(other.lines.iter().map(|line| Line {
            style: line.style,
            content: format!("{margin}{}", line.content),
        }));
    }

    /// The text, every line ended.
    pub(crate) fn render(&self, colour: Colour) -> String {
        let mut rendered = String::new();
        for line in &self.lines {
            let content = line.content.trim_end();
            match (colour, line.style.sequence()) {
                (Colour::Ansi, Some(sequence)) => {
                    rendered.push_str(sequence);
                    rendered.push_str(content);
                    rendered.push_str("\u{1b}[0m");
                }
                _ => rendered.push_str(content),
            }
            rendered.push('\n');
        }
        rendered
    }
}

/// A number with its noun.
pub(crate) fn counted(number: usize, one: &str, many: &str) -> String {
    match number {
        1 => format!("1 {one}"),
        number => format!("{number} {many}"),
    }
}

impl Style {
    /// The ANSI escape sequence that starts it.
    const fn sequence(self) -> Option<&'static str> {
        match self {
            Self::Plain => None,
            Self::Heading => Some("\u{1b}[1m"),
            Self::Good => Some("\u{1b}[32m"),
            Self::Bad => Some("\u{1b}[1;31m"),
            Self::Warning => Some("\u{1b}[33m"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_stand_in_one_column() {
        let mut text = Text::new();
        text.facts([
            ("a", vec!["1".into()]),
            ("long", vec!["2".into(), "3".into()]),
            ("none", vec![]),
        ]);
        assert_eq!(text.render(Colour::None), "  a     1\n  long  2\n        3\n");
    }

    #[test]
    fn several_values_of_a_cell_stand_below_each_other() {
        let mut text = Text::new();
        let used_by = Cell::from(vec!["one".to_owned(), "other\nforged".to_owned()]);
        text.table(&["name", "used by", ""], [vec!["a".into(), used_by, "b".into()]]);
        assert_eq!(
            text.render(Colour::None),
            "  name  used by\n  a     one               b\n        other\\u{a}forged\n"
        );
    }

    #[test]
    fn a_value_cannot_forge_a_line_or_a_colour() {
        let mut text = Text::new();
        text.styled(Style::Bad, "no\n\u{1b}[32myes");
        text.table(&["a"], [vec!["x\ny"]]);
        let rendered = text.render(Colour::None);
        assert_eq!(rendered.lines().count(), 3, "{rendered}");
        assert!(!rendered.contains('\u{1b}'));
    }
}
