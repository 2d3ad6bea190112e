//! The BEGIN and END lines of PEM (RFC 7468 §2), sound and damaged.

use std::iter::Peekable;

use memchr::memmem::{FindIter, find_iter};

use super::label;

/// The longest label that is looked for, in octets.
const LONGEST_LABEL: usize = 80;
/// The dashes on each side of a boundary.
const DASHES: &[u8] = b"-----";

/// One boundary.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Boundary<'a> {
    /// Which of the two it is.
    pub(super) edge: Edge,
    /// What stands between the dashes behind BEGIN or END.
    pub(super) label: &'a str,
    /// Whether its dashes are as they should be.
    pub(super) dashes: Dashes,
    /// The offset of the first dash.
    pub(super) start: usize,
    /// The offset behind the last dash.
    pub(super) end: usize,
}

/// Which boundary of a block it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Edge {
    /// `-----BEGIN …-----`
    Begin,
    /// `-----END …-----`
    End,
}

impl Edge {
    const fn word(self) -> &'static [u8] {
        match self {
            Self::Begin => b"BEGIN ",
            Self::End => b"END ",
        }
    }
}

/// The dashes around a boundary.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Dashes {
    /// Five hyphens before and five behind.
    Sound,
    /// Other dashes, or too few, around a label that is known.
    Damaged,
}

/// The boundaries in a text, in their order. The text is searched once for each of the two words.
pub(super) struct Boundaries<'a> {
    text: &'a [u8],
    offset: usize,
    begins: Peekable<FindIter<'a, 'static>>,
    ends: Peekable<FindIter<'a, 'static>>,
}

/// The boundaries of `text` from `offset` on.
pub(super) fn boundaries(text: &[u8], offset: usize) -> Boundaries<'_> {
    let rest = text.get(offset..).unwrap_or_default();
    Boundaries {
        text,
        offset,
        begins: find_iter(rest, Edge::Begin.word()).peekable(),
        ends: find_iter(rest, Edge::End.word()).peekable(),
    }
}

impl<'a> Iterator for Boundaries<'a> {
    type Item = Boundary<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let (edge, at) = match (self.begins.peek(), self.ends.peek()) {
                (Some(begin), Some(end)) if end < begin => (Edge::End, self.ends.next()?),
                (Some(_), _) => (Edge::Begin, self.begins.next()?),
                (None, _) => (Edge::End, self.ends.next()?),
            };
            if let Some(boundary) = boundary_at(self.text, self.offset + at, edge) {
                return Some(boundary);
            }
        }
    }
}

/// The boundary whose word stands at `at`.
fn boundary_at(text: &[u8], at: usize, edge: Edge) -> Option<Boundary<'_>> {
    let before = text.get(..at)?;
    let after = text.get(at + edge.word().len()..)?;
    let window = after.get(..LONGEST_LABEL).unwrap_or(after);
    let length = label_length(window);
    let label = str::from_utf8(window.get(..length)?).ok()?;
    let behind = after.get(length..)?;
    let label_end = at + edge.word().len() + length;
    if before.ends_with(DASHES) && behind.starts_with(DASHES) {
        let label = label.trim_ascii();
        if label.is_empty() {
            return None;
        }
        return Some(Boundary {
            edge,
            label,
            dashes: Dashes::Sound,
            start: at - DASHES.len(),
            end: label_end + DASHES.len(),
        });
    }
    let label = label.trim_ascii_end();
    let leading = dashes_at_end(before);
    let trailing = dashes_at_start(behind);
    if leading + trailing == 0 || !label::is_known(label) {
        return None;
    }
    Some(Boundary {
        edge,
        label,
        dashes: Dashes::Damaged,
        start: at - leading,
        end: label_end + trailing,
    })
}

/// The length of the label at the start of `window`: printable ASCII up to a dash that no letter or digit follows.
fn label_length(window: &[u8]) -> usize {
    let mut rest = window;
    while let [first, tail @ ..] = rest {
        let inside = match first {
            b'-' => tail.first().is_some_and(u8::is_ascii_alphanumeric),
            byte => matches!(byte, b' '..=b'~'),
        };
        if !inside {
            break;
        }
        rest = tail;
    }
    window.len() - rest.len()
}

/// Dashes that word processors and mail programs put for a hyphen, in UTF-8 and in Windows-1252.
const OTHER_DASHES: [&[u8]; 12] = [
    b"-",
    "\u{2010}".as_bytes(),
    "\u{2011}".as_bytes(),
    "\u{2012}".as_bytes(),
    "\u{2013}".as_bytes(),
    "\u{2014}".as_bytes(),
    "\u{2015}".as_bytes(),
    "\u{2212}".as_bytes(),
    "\u{ad}".as_bytes(),
    b"\x96",
    b"\x97",
    b" ",
];

/// How many octets of dashes, and spaces among them, end `text`.
fn dashes_at_end(text: &[u8]) -> usize {
    let mut rest = text;
    let mut dashes = rest;
    while text.len() - rest.len() < LONGEST_LABEL
        && let Some((dash, shorter)) = OTHER_DASHES
            .iter()
            .find_map(|dash| rest.strip_suffix(*dash).map(|shorter| (*dash, shorter)))
    {
        rest = shorter;
        if dash != b" " {
            dashes = rest;
        }
    }
    text.len() - dashes.len()
}

/// How many octets of dashes, and spaces among them, begin `text`.
fn dashes_at_start(text: &[u8]) -> usize {
    let mut rest = text;
    let mut dashes = rest;
    while text.len() - rest.len() < LONGEST_LABEL
        && let Some((dash, shorter)) = OTHER_DASHES
            .iter()
            .find_map(|dash| rest.strip_prefix(*dash).map(|shorter| (*dash, shorter)))
    {
        rest = shorter;
        if dash != b" " {
            dashes = rest;
        }
    }
    text.len() - dashes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn only(text: &str) -> Option<Boundary<'_>> {
        let mut all = boundaries(text.as_bytes(), 0);
        let first = all.next();
        assert!(all.next().is_none());
        first
    }

    #[test]
    fn a_boundary_is_found_anywhere_in_a_line() {
        let text = "> -----BEGIN X509 CRL-----";
        let found = only(text).unwrap();
        assert_eq!(
            (found.edge, found.label, found.dashes),
            (Edge::Begin, "X509 CRL", Dashes::Sound)
        );
        assert_eq!((found.start, found.end), (2, text.len()));
    }

    #[test]
    fn two_boundaries_may_share_their_dashes() {
        let labels: Vec<_> = boundaries(b"-----END A-----BEGIN B-----", 0)
            .map(|b| b.label)
            .collect();
        assert_eq!(labels, ["A", "B"]);
    }

    #[test]
    fn changed_dashes_are_noticed() {
        for text in [
            "—--BEGIN CERTIFICATE—--",
            "–––––BEGIN CERTIFICATE–––––",
            "----BEGIN CERTIFICATE----",
            "- - - - -BEGIN CERTIFICATE- - - - -",
            "-----BEGIN CERTIFICATE",
            "BEGIN CERTIFICATE-----",
        ] {
            let found = only(text).unwrap();
            assert_eq!(
                (found.label, found.dashes),
                ("CERTIFICATE", Dashes::Damaged),
                "{text}"
            );
        }
        let windows = b"\x97\x97-BEGIN CERTIFICATE\x97\x97-";
        assert_eq!(boundaries(windows, 0).next().unwrap().dashes, Dashes::Damaged);
    }

    #[test]
    fn a_blank_beside_the_label_does_no_harm() {
        assert_eq!(
            only("-----BEGIN CERTIFICATE -----").unwrap().dashes,
            Dashes::Sound
        );
    }

    #[test]
    fn prose_is_no_boundary() {
        for text in [
            "BEGIN CERTIFICATE",
            "-- BEGIN TRANSACTION --",
            "-----BEGIN -----",
            "THE END - OF IT",
        ] {
            assert_eq!(only(text), None, "{text}");
        }
    }
}
