//! From the bytes of the inputs to the objects in them.

use std::{borrow::Cow, sync::Arc};

use super::{
    bare, binary,
    block::blocks,
    collector::Collector,
    encoding::to_utf8,
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
/// Nothing stops the reading: what cannot be read is listed beside what can. The time grows with the size of the inputs
/// and not faster, and so does the memory; how large an input may be is for the caller to say. Containers hold
/// certificates, revocation lists and keys, never containers, so nothing nests.
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
    let text = match start {
        0 => to_utf8(input.bytes),
        _ => Cow::Borrowed(input.bytes),
    };
    reader.read_blocks(&text, start);
    if reader.collector.entries() == entries {
        reader.read_bare(&text);
    }
    if reader.collector.entries() == entries {
        let format = format_of(input.bytes, &text);
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

    /// Reads the PEM blocks from `start` on, and binary objects between them.
    fn read_blocks(&mut self, text: &[u8], start: usize) {
        let mut blocks = blocks(text, start);
        let mut offset = start;
        loop {
            let gap = text.get(..blocks.next_start()).unwrap_or(text);
            self.read_gap(
                gap,
                offset,
                if gap.len() < text.len() {
                    Follows::Block
                } else {
                    Follows::Nothing
                },
            );
            let Some(block) = blocks.next() else { return };
            offset = block.end;
            let source = self.source(Place::Line(block.line));
            match block.framed {
                Ok(framed) => labelled::read(self.collector, source, &framed),
                Err(error) => self.collector.unreadable(source, error),
            }
        }
    }

    /// Reads binary objects from `start` to the end of `bytes`, if there are any. Text is passed over.
    fn read_gap(&mut self, bytes: &[u8], start: usize, follows: Follows) {
        let gap = bytes.get(start..).unwrap_or_default().trim_ascii_start();
        if !is_binary(gap) {
            return;
        }
        let end = self.read_binary(bytes, bytes.len() - gap.len());
        let rest = bytes.get(end..).unwrap_or_default();
        if !binary::is_padding(rest) && follows == Follows::Nothing {
            let source = self.source(Place::Offset(end));
            self.collector.unreadable(source, binary::error_at(rest));
        }
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
                self.collector.unreadable(source, binary::error_at(rest));
            }
        }
    }
}

/// What stands behind a part of an input.
#[derive(Clone, Copy, Eq, PartialEq)]
enum Follows {
    /// A PEM block, so that what comes before it can be text.
    Block,
    /// The end of the input.
    Nothing,
}

/// Whether `bytes` begin with a known structure, or with a sequence of more than 255 octets, as most objects are.
fn is_binary(bytes: &[u8]) -> bool {
    matches!(bytes, [0x30, 0x82 | 0x83, ..]) || structure_of(bytes).is_some()
}
