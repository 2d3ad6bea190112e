//! DER and BER objects one after the other.

use std::borrow::Cow;

use super::{
    binary_error::BinaryError,
    collector::Collector,
    content,
    source::Source,
    structure::{Structure, is_trust_settings, structure_of},
};
use crate::ber::{Reader, without_padding};

/// Reads the objects at the start of `bytes` and puts them, each under the source that `source_of` makes of its
/// number, counted from 0, and its offset in `bytes`.
///
/// Gives the offset where they end: at the end, at something that is no object, or at blanks before either. Elements in a
/// row that are not known are reported once.
pub(super) fn read(
    collector: &mut Collector<'_>,
    bytes: &[u8],
    source_of: impl Fn(usize, usize) -> Source,
) -> usize {
    let mut end = 0;
    let mut objects = 0;
    let mut unknown = Unknown::default();
    let mut before = None;
    while let Some(rest) = bytes.get(end..).map(without_padding)
        && let Ok(Some(element)) = Reader::new(rest, "the input").next()
    {
        let offset = bytes.len() - rest.len();
        let structure = structure_of(element.encoded);
        if let Some(structure) = structure {
            unknown.report(collector);
            content::read(
                collector,
                source_of(objects, offset),
                Cow::Borrowed(element.encoded),
                structure,
            );
            objects += 1;
        } else if before == Some(Structure::Certificate) && is_trust_settings(&element) {
            // They belong to the certificate.
        } else if is_binary(element.encoded) {
            unknown.add(|| source_of(objects, offset));
        } else {
            break;
        }
        before = structure;
        end = offset + element.encoded.len();
    }
    unknown.report(collector);
    end
}

/// How many octets of known structures with definite lengths stand at the start of `bytes`.
pub(super) fn extent(bytes: &[u8]) -> usize {
    let mut end = 0;
    // The end of an indefinite length would have to be searched for.
    while let Some(rest @ [0x30, 0..=0x7f | 0x81..=0x84, ..]) = bytes.get(end..)
        && is_binary(rest)
        && let Ok(Some(element)) = Reader::new(rest, "the input").next()
    {
        end += element.encoded.len();
    }
    end
}

/// Whether `bytes` begin with a known structure, or with a sequence of more than 255 octets, as most objects are.
pub(super) fn is_binary(bytes: &[u8]) -> bool {
    matches!(bytes, [0x30, 0x82 | 0x83, ..]) || structure_of(bytes).is_some()
}

/// Whether only blanks, line ends, zero octets and DOS's mark of the end are left.
pub(super) fn is_padding(rest: &[u8]) -> bool {
    without_padding(rest).is_empty()
}

/// Elements in a row that are not known.
#[derive(Default)]
struct Unknown {
    first: Option<Source>,
    count: usize,
}

impl Unknown {
    fn add(&mut self, source: impl FnOnce() -> Source) {
        self.first.get_or_insert_with(source);
        self.count += 1;
    }

    fn report(&mut self, collector: &mut Collector<'_>) {
        if let Some(source) = self.first.take() {
            collector.unreadable(source, BinaryError::Unknown { count: self.count });
            self.count = 0;
        }
    }
}
