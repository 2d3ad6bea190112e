//! PEM blocks in a text: which BEGIN belongs to which END, and in which line.

use std::iter::Peekable;

use memchr::memchr_iter;
use thiserror::Error;

use super::boundary::{Boundaries, Boundary, Dashes, Edge, boundaries};
use crate::diagnostic::error_names;

/// The part of a text from one boundary to the end of its block.
#[derive(Debug)]
pub(super) struct Block<'a> {
    /// The line of the first boundary, counted from 1.
    pub(super) line: usize,
    /// The offset behind the last boundary that belongs to it.
    pub(super) end: usize,
    /// The block, or why there is none.
    pub(super) framed: Result<Framed<'a>, FramingError>,
}

/// A block between two boundaries that fit.
#[derive(Clone, Copy, Debug)]
pub(super) struct Framed<'a> {
    /// The label.
    pub(super) label: &'a str,
    /// What stands between the boundaries.
    pub(super) body: &'a [u8],
}

/// The blocks of a text, in their order.
pub(super) struct Blocks<'a> {
    text: &'a [u8],
    boundaries: Peekable<Boundaries<'a>>,
    lines: LineCounter<'a>,
}

/// The blocks of `text` from `offset` on.
pub(super) fn blocks(text: &[u8], offset: usize) -> Blocks<'_> {
    Blocks {
        text,
        boundaries: boundaries(text, offset).peekable(),
        lines: LineCounter::new(text),
    }
}

impl Blocks<'_> {
    /// Where the next block begins, or where the text ends.
    pub(super) fn next_start(&mut self) -> usize {
        self.boundaries
            .peek()
            .map_or(self.text.len(), |boundary| boundary.start)
    }
}

impl<'a> Iterator for Blocks<'a> {
    type Item = Block<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let first = self.boundaries.next()?;
        let line = self.lines.line_at(first.start);
        let last = match first.edge {
            Edge::Begin => self.boundaries.next_if(|next| next.edge == Edge::End),
            Edge::End => None,
        };
        Some(Block {
            line,
            end: last.unwrap_or(first).end,
            framed: frame(self.text, first, last),
        })
    }
}

fn frame<'a>(
    text: &'a [u8],
    first: Boundary<'a>,
    last: Option<Boundary<'a>>,
) -> Result<Framed<'a>, FramingError> {
    let label = || first.label.to_owned();
    if first.dashes == Dashes::Damaged || last.is_some_and(|last| last.dashes == Dashes::Damaged) {
        return Err(FramingError::Dashes { label: label() });
    }
    if first.edge == Edge::End {
        return Err(FramingError::NoBegin { label: label() });
    }
    let last = last.ok_or_else(|| FramingError::NoEnd { label: label() })?;
    if last.label != first.label {
        return Err(FramingError::OtherEnd {
            begin: label(),
            end: last.label.to_owned(),
        });
    }
    Ok(Framed {
        label: first.label,
        body: text.get(first.end..last.start).unwrap_or_default(),
    })
}

/// Why a text that looks like PEM has no block in this place.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum FramingError {
    /// The END line is missing.
    #[error(
        "the block -----BEGIN {label}----- has no -----END {label}----- line: the end was cut off; get it again, whole"
    )]
    NoEnd {
        /// The label of the block.
        label: String,
    },
    /// The BEGIN line is missing.
    #[error(
        "-----END {label}----- has no -----BEGIN {label}----- before it: the beginning was cut off; get it again, whole"
    )]
    NoBegin {
        /// The label of the block.
        label: String,
    },
    /// The two lines do not belong together.
    #[error(
        "the block begins with -----BEGIN {begin}----- and ends with -----END {end}-----: something between them is missing, or a label was edited; get it again"
    )]
    OtherEnd {
        /// The label of the BEGIN line.
        begin: String,
        /// The label of the END line.
        end: String,
    },
    /// The dashes are not five hyphens.
    #[error(
        "the dashes around BEGIN {label} or its END are not five hyphens: a word processor or a mail program changed them; write -----BEGIN {label}----- and -----END {label}-----"
    )]
    Dashes {
        /// The label of the block.
        label: String,
    },
}

error_names!(FramingError {
    Self::NoEnd { .. } => "pem-end-missing", "A PEM block has no END line.";
    Self::NoBegin { .. } => "pem-begin-missing", "A PEM END line has no BEGIN line before it.";
    Self::OtherEnd { .. } => "pem-labels-differ", "The BEGIN and the END line of a PEM block have other labels.";
    Self::Dashes { .. } => "pem-dashes-damaged", "The dashes of a BEGIN or END line are not five hyphens.";
});

/// Counts lines while offsets grow, so that a text is gone through once.
pub(super) struct LineCounter<'a> {
    text: &'a [u8],
    counted: usize,
    line: usize,
    carriage_returns: bool,
}

impl<'a> LineCounter<'a> {
    pub(super) fn new(text: &'a [u8]) -> Self {
        Self {
            text,
            counted: 0,
            line: 1,
            carriage_returns: memchr::memchr(b'\r', text).is_some(),
        }
    }

    /// The line of an offset that is not less than the one before.
    pub(super) fn line_at(&mut self, offset: usize) -> usize {
        let part = self.text.get(self.counted..offset).unwrap_or_default();
        self.line += memchr_iter(b'\n', part).count();
        if self.carriage_returns {
            self.line += memchr_iter(b'\r', part)
                .filter(|at| self.text.get(self.counted + at + 1) != Some(&b'\n'))
                .count();
        }
        self.counted = self.counted.max(offset);
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcomes(text: &str) -> Vec<(usize, Result<&str, &'static str>)> {
        use crate::diagnostic::Diagnostic as _;
        blocks(text.as_bytes(), 0)
            .map(|block| {
                let framed = block.framed.map(|framed| framed.label);
                (block.line, framed.map_err(|error| error.name()))
            })
            .collect()
    }

    #[test]
    fn every_line_ending_counts_once() {
        for end in ["\n", "\r\n", "\r"] {
            let text = [
                "a",
                "",
                "-----BEGIN A-----",
                "AA==",
                "-----END A-----",
                "-----BEGIN B-----",
                "-----END B-----",
            ];
            assert_eq!(outcomes(&text.join(end)), [(3, Ok("A")), (6, Ok("B"))], "{end:?}");
        }
    }

    #[test]
    fn a_cut_block_does_not_take_the_next_one_with_it() {
        let text =
            "-----BEGIN A-----\nAA\n-----BEGIN B-----\n-----END B-----\n-----END C-----\n-----BEGIN D-----\n";
        let expected = [
            (1, Err("pem-end-missing")),
            (3, Ok("B")),
            (5, Err("pem-begin-missing")),
            (6, Err("pem-end-missing")),
        ];
        assert_eq!(outcomes(text), expected);
    }

    #[test]
    fn labels_that_differ_and_changed_dashes_are_named() {
        let text = "-----BEGIN A-----\n-----END B-----\n—BEGIN CERTIFICATE—\nAA\n—END CERTIFICATE—\n";
        let expected = [(1, Err("pem-labels-differ")), (3, Err("pem-dashes-damaged"))];
        assert_eq!(outcomes(text), expected);
    }
}
