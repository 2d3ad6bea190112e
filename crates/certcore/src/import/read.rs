//! From the bytes of the inputs to the objects in them.

use std::sync::Arc;

use super::{
    bare,
    binary::{self, is_binary},
    binary_error::error_at,
    block::blocks,
    collector::Collector,
    encoding::utf8_of_utf16,
    foreign::format_of,
    labelled,
    pile::Pile,
    source::{Place, Source},
    structure::structure_of,
};
use crate::secret::Password;

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
/// nothing nests. Each object that is opened with a password costs up to
/// [`ITERATION_LIMIT`](crate::pbe::ITERATION_LIMIT) rounds of hashing.
///
/// ```
/// use certcore::import::{self, Input};
///
/// let pile = import::read(&[Input { name: "mail.pem", bytes: b"<html>" }], |_| None);
/// assert!(pile.objects.is_empty());
/// assert_eq!(pile.unreadable[0].source.to_string(), "mail.pem");
/// ```
pub fn read(inputs: &[Input<'_>], mut passwords: impl FnMut(&Source) -> Option<Password>) -> Pile {
    let mut collector = Collector::new(&mut passwords);
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
        Some(_) => reader.read_binary(input.bytes, 0),
        None => 0,
    };
    let decoded = if start == 0 {
        utf8_of_utf16(input.bytes)
    } else {
        None
    };
    let text = decoded.as_ref().map_or(input.bytes, |text| text.as_slice());
    reader.read_blocks(text, start);
    if reader.collector.entries() == entries {
        reader.read_bare(text);
    }
    if reader.collector.entries() == entries {
        let format = format_of(input.bytes, text);
        reader.collector.unreadable(reader.source(Place::Whole), format);
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

    /// Reads the PEM blocks behind `start`, and binary objects between them. Binary objects end at `start`, unless it is 0.
    fn read_blocks(&mut self, text: &[u8], start: usize) {
        let mut blocks = blocks(text, start);
        let mut offset = start;
        let mut binary_end = (start > 0).then_some(start);
        loop {
            let gap = text.get(..blocks.next_start()).unwrap_or(text);
            binary_end = self.read_gap(gap, offset).or(binary_end);
            let Some(block) = blocks.next() else { break };
            let source = self.source(Place::Line(block.line));
            match block.framed {
                Ok(framed) => labelled::read(self.collector, source, &framed),
                Err(error) => self.collector.unreadable(source, error),
            }
            offset = block.end;
            binary_end = None;
        }
        // Text may follow a PEM block, but what follows a binary object is damage.
        if let Some(end) = binary_end {
            let rest = text.get(end..).unwrap_or_default();
            if !binary::is_padding(rest) {
                self.collector
                    .unreadable(self.source(Place::Offset(end)), error_at(rest));
            }
        }
    }

    /// Reads binary objects from `start` to the end of `bytes` and gives the offset where they end. Text is passed over.
    fn read_gap(&mut self, bytes: &[u8], start: usize) -> Option<usize> {
        let gap = bytes.get(start..)?.trim_ascii_start();
        is_binary(gap).then(|| self.read_binary(bytes, bytes.len() - gap.len()))
    }

    /// Reads binary objects from `start` on; gives the offset where they end.
    fn read_binary(&mut self, bytes: &[u8], start: usize) -> usize {
        let name = Arc::clone(&self.name);
        let objects = bytes.get(start..).unwrap_or_default();
        let source_of = |_, offset| Source::new(Arc::clone(&name), Place::Offset(start + offset));
        start + binary::read(self.collector, objects, source_of)
    }

    /// Reads base64 that has no BEGIN and END lines.
    fn read_bare(&mut self, text: &[u8]) {
        for run in bare::runs(text).filter(|run| is_binary(&run.contents)) {
            let source = self.source(Place::Line(run.line));
            let end = binary::read(self.collector, &run.contents, |number, _| match number {
                0 => source.clone(),
                number => source.with_element(number + 1),
            });
            let rest = run.contents.get(end..).unwrap_or_default();
            if !binary::is_padding(rest) {
                self.collector.unreadable(source, error_at(rest));
            }
        }
    }
}
