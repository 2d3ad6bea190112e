//! Where an object came from: the input, and the line or offset in it.

use std::{fmt, sync::Arc};

/// The place of one object in one input.
///
/// | written as | means |
/// |---|---|
/// | `mail.pem:12` | the PEM block, or the base64 without one, that begins in line 12 |
/// | `mail.der@0` | the binary object that begins at offset 0, in octets |
/// | `chain.p7b:1/2` | the second object inside the container that begins in line 1 |
/// | `mail.pem` | the input as a whole |
///
/// Control characters in the name of the input are written as escapes.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct Source {
    input: Arc<str>,
    place: Place,
    element: Option<usize>,
}

/// A place in an input.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Place {
    /// The input as a whole.
    Whole,
    /// A line, the first being 1. LF, CR LF and a lone CR each end a line.
    Line(usize),
    /// An offset in octets from the start of the input.
    Offset(usize),
}

impl Source {
    /// A place in the input called `input`.
    pub fn new(input: impl Into<Arc<str>>, place: Place) -> Self {
        Self {
            input: input.into(),
            place,
            element: None,
        }
    }

    /// The object with the number `element`, counted from 1, inside the container at this place.
    #[must_use]
    pub fn with_element(&self, element: usize) -> Self {
        Self {
            element: Some(element),
            ..self.clone()
        }
    }

    /// The name of the input.
    pub fn input(&self) -> &str {
        &self.input
    }

    /// The place in the input.
    pub fn place(&self) -> Place {
        self.place
    }

    /// The position inside a container, the first being 1.
    pub fn element(&self) -> Option<usize> {
        self.element
    }
}

impl fmt::Display for Source {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        use fmt::Write as _;
        for character in self.input.chars() {
            if character.is_control() {
                write!(formatter, "{}", character.escape_debug())?;
            } else {
                formatter.write_char(character)?;
            }
        }
        match self.place {
            Place::Whole => {}
            Place::Line(line) => write!(formatter, ":{line}")?,
            Place::Offset(offset) => write!(formatter, "@{offset}")?,
        }
        match self.element {
            Some(element) => write!(formatter, "/{element}"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn line_offset_and_element_are_shown() {
        assert_eq!(Source::new("a.pem", Place::Whole).to_string(), "a.pem");
        assert_eq!(Source::new("a.pem", Place::Line(3)).to_string(), "a.pem:3");
        let offset = Source::new("a.der", Place::Offset(0));
        assert_eq!(offset.with_element(2).to_string(), "a.der@0/2");
    }

    #[test]
    fn a_hostile_file_name_cannot_drive_the_terminal() {
        let source = Source::new("a\u{1b}[2J.pem", Place::Line(1));
        assert_eq!(source.to_string(), "a\\u{1b}[2J.pem:1");
    }
}
