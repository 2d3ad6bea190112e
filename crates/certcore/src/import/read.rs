//! From the bytes of the inputs to the objects in them.

use std::sync::Arc;

use super::{
    bare::{Bare, Finder},
    binary::{self, is_binary},
    binary_error::error_at,
    block::{Block, FramingError, blocks},
    collector::Collector,
    encoding::{self, Decoded},
    foreign::{ForeignFormat, format_of, is_no_text},
    labelled,
    pile::Pile,
    source::{Place, Source},
    structure::structure_of,
};
use crate::{secret::Password, work::Budget};

/// The most octets behind base64 that can be a word of a text, and not a part of an object.
const GREETING: usize = 24;

/// Bytes with the name that people know them by, such as a file name.
#[derive(Clone, Copy, Debug)]
pub struct Input<'a> {
    /// The name that sources show.
    pub name: &'a str,
    /// The bytes, in any form.
    pub bytes: &'a [u8],
}

/// Finds every object in every input. `passwords` is asked once for each encrypted key and each PKCS#12 file.
///
/// Nothing stops the reading: what cannot be read is listed beside what can, and every input gives at least one entry.
///
/// Time and memory grow with the size of the inputs and not faster, memory to a dozen times their size at worst; how large
/// an input may be is for the caller to say. Containers hold certificates, revocation lists and keys, never containers, so
/// nothing nests. All objects that are opened with a password cost up to [`WORK_LIMIT`](crate::work::WORK_LIMIT) rounds of
/// hashing, each of them up to [`ITERATION_LIMIT`](crate::pbe::ITERATION_LIMIT).
///
/// ```
/// use certcore::import::{self, Input};
///
/// let pile = import::read(&[Input { name: "mail.pem", bytes: b"<html>" }], |_| None);
/// assert!(pile.objects.is_empty());
/// assert_eq!(pile.unreadable[0].source.to_string(), "mail.pem");
/// ```
pub fn read(inputs: &[Input<'_>], passwords: impl FnMut(&Source) -> Option<Password>) -> Pile {
    read_within(inputs, passwords, &mut Budget::new())
}

/// Finds every object like [`read`], and takes the work of opening what is encrypted from a budget. What there is not
/// enough left for is listed as unreadable, and its password is not asked for.
pub fn read_within(
    inputs: &[Input<'_>],
    mut passwords: impl FnMut(&Source) -> Option<Password>,
    budget: &mut Budget,
) -> Pile {
    let mut collector = Collector::new(&mut passwords, budget);
    for input in inputs {
        read_input(&mut collector, input);
    }
    collector.into_pile()
}

fn read_input(collector: &mut Collector<'_>, input: &Input<'_>) {
    let entries = collector.entries();
    let name: Arc<str> = input.name.into();
    let mut reader = Reader { collector, name };
    let start = match structure_of(input.bytes) {
        Some(_) => reader.read_binary(input.bytes, 0, |offset| offset),
        None => 0,
    };
    let decoded = encoding::decode(input.bytes, start);
    let unknown = reader.read_text(&decoded, start);
    if reader.collector.entries() == entries {
        let format = format_of(input.bytes, decoded.text());
        reader.collector.unreadable(reader.source(Place::Whole), format);
    } else if let Some(offset) = unknown {
        let place = Place::Offset(decoded.offset_in_input(offset));
        reader
            .collector
            .unreadable(reader.source(place), ForeignFormat::Binary);
    }
}

/// Reads the parts of one input.
struct Reader<'c, 'p> {
    collector: &'c mut Collector<'p>,
    name: Arc<str>,
}

impl Reader<'_, '_> {
    fn source(&self, place: Place) -> Source {
        Source::new(Arc::clone(&self.name), place)
    }

    /// Reads the PEM blocks behind `start`, and between them binary objects and base64. Binary objects end at `start`, unless
    /// it is 0. Gives the offset of the first octets that are neither text nor an object.
    fn read_text(&mut self, decoded: &Decoded<'_>, start: usize) -> Option<usize> {
        let text = decoded.text();
        let mut blocks = blocks(text, start);
        let mut base64 = Finder::new(text);
        let mut gap = Gap {
            start,
            kind: if start > 0 { GapKind::Binary } else { GapKind::Text },
        };
        let mut unknown = None;
        loop {
            let end = blocks.next_start();
            let block = blocks.next();
            // The lines below a BEGIN without END, and above an END without BEGIN, are told with the block.
            if let Some(Block {
                framed: Err(FramingError::NoBegin { .. }),
                ..
            }) = block
            {
                gap.kind = GapKind::Damaged;
            }
            // What damaged a boundary stands beside it.
            let beside_damage = matches!(gap.kind, GapKind::Damaged)
                || block.as_ref().is_some_and(|block| block.framed.is_err());
            let found = self.read_gap(decoded, &mut base64, gap, end);
            unknown = unknown.or(found.filter(|_| !beside_damage));
            let Some(block) = block else { return unknown };
            let source = self.source(Place::Line(block.line));
            let kind = if block.framed.is_ok() {
                GapKind::Text
            } else {
                GapKind::Damaged
            };
            match block.framed {
                Ok(framed) => labelled::read(self.collector, source, &framed),
                Err(error) => self.collector.unreadable(source, error),
            }
            gap = Gap {
                start: block.end,
                kind,
            };
        }
    }

    /// Reads what stands in a gap between PEM blocks: binary objects at its start, and base64 behind them. Other text is
    /// passed over; gives the offset of octets that are no text.
    fn read_gap(
        &mut self,
        decoded: &Decoded<'_>,
        base64: &mut Finder<'_>,
        gap: Gap,
        end: usize,
    ) -> Option<usize> {
        let text = decoded.text();
        let gap_of = |start: usize| text.get(start..end).unwrap_or_default();
        let Gap { mut start, mut kind } = gap;
        let objects = end - gap_of(start).trim_ascii_start().len().min(end);
        if is_binary(gap_of(objects)) {
            start = self.read_binary(text.get(..end)?, objects, |offset| {
                decoded.offset_in_input(offset)
            });
            kind = GapKind::Binary;
        }
        let entries = self.collector.entries();
        if !matches!(kind, GapKind::Damaged) {
            for run in base64.find(start..end) {
                self.read_base64(&run);
            }
        }
        let rest = gap_of(start);
        let is_read = self.collector.entries() > entries || binary::is_padding(rest);
        // Text may stand around a PEM block, but what follows a binary object is damage.
        if matches!(kind, GapKind::Binary) && !is_read && end == text.len() {
            let place = Place::Offset(decoded.offset_in_input(start));
            self.collector.unreadable(self.source(place), error_at(rest));
            return None;
        }
        let rest = rest.trim_ascii_end();
        let position = rest.iter().position(|octet| is_no_text(*octet))?;
        (!binary::is_padding(rest.get(position..)?)).then_some(start + position)
    }

    /// Reads binary objects from `start` on; gives the offset where they end. `place_of` turns an offset in `bytes` into one
    /// in the input.
    fn read_binary(&mut self, bytes: &[u8], start: usize, place_of: impl Fn(usize) -> usize) -> usize {
        let name = Arc::clone(&self.name);
        let objects = bytes.get(start..).unwrap_or_default();
        let source_of = |_, offset| Source::new(Arc::clone(&name), Place::Offset(place_of(start + offset)));
        start + binary::read(self.collector, objects, source_of)
    }

    /// Reads what base64 without BEGIN and END lines encodes: binary objects, or PEM.
    fn read_base64(&mut self, run: &Bare) {
        let source = self.source(Place::Line(run.line));
        let numbered = |number: usize| match number {
            0 => source.clone(),
            number => source.with_element(number + 1),
        };
        let contents = match &run.contents {
            Ok(contents) => contents,
            Err(error) => return self.collector.unreadable(source, error.clone()),
        };
        if is_binary(contents) {
            let end = binary::read(self.collector, contents, |number, _| numbered(number));
            let rest = contents.get(end..).unwrap_or_default();
            // A word below the last line can look like base64: a greeting.
            if is_binary(rest) || (rest.len() > GREETING && !binary::is_padding(rest)) {
                self.collector.unreadable(source, error_at(rest));
            }
            return;
        }
        let entries = self.collector.entries();
        let decoded = encoding::decode(contents, 0);
        for (number, block) in blocks(decoded.text(), 0).enumerate() {
            match block.framed {
                Ok(framed) => labelled::read(self.collector, numbered(number), &framed),
                Err(error) => self.collector.unreadable(numbered(number), error),
            }
        }
        if self.collector.entries() == entries {
            self.collector.unreadable(source, error_at(contents));
        }
    }
}

/// What stands between two PEM blocks, from its start on.
#[derive(Clone, Copy)]
struct Gap {
    start: usize,
    kind: GapKind,
}

/// What stands before a gap.
#[derive(Clone, Copy)]
enum GapKind {
    /// The start of the input, or a PEM block.
    Text,
    /// A binary object.
    Binary,
    /// A boundary whose other one is missing, so the gap belongs to a block.
    Damaged,
}
