//! DER and BER objects one after the other.

use std::borrow::Cow;

use thiserror::Error;

use super::{
    collector::Collector,
    content,
    element::{Element, ElementError},
    source::Source,
    structure::{Structure, is_trust_settings, structure_of},
};
use crate::diagnostic::error_names;

/// Reads the objects at the start of `bytes` and puts them, each under the source that `source_of` makes of its
/// number, counted from 0, and its offset in `bytes`.
///
/// Gives the offset where no more element can be read: the end, blanks before it, or something that is no ASN.1. Elements
/// in a row that are not known are reported once.
pub(super) fn read(
    collector: &mut Collector<'_>,
    bytes: &[u8],
    source_of: impl Fn(usize, usize) -> Source,
) -> usize {
    let mut rest = bytes;
    let mut objects = 0;
    let mut unknown = Unknown::default();
    let mut before = None;
    while !is_padding(rest)
        && let Ok((element, behind)) = Element::read(rest)
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
        } else if before != Some(Structure::Certificate) || !is_trust_settings(&element) {
            unknown.add(|| source_of(objects, offset));
        }
        before = structure;
        rest = behind;
    }
    unknown.report(collector);
    bytes.len() - rest.len()
}

/// Why nothing can be read from the start of `bytes`.
pub(super) fn error_at(bytes: &[u8]) -> BinaryError {
    match Element::read(bytes) {
        Err(ElementError::Truncated { needed }) => BinaryError::Truncated {
            present: bytes.len(),
            needed,
        },
        _ => BinaryError::NotDer,
    }
}

/// Whether only blanks, line ends and zero octets are left.
pub(super) fn is_padding(rest: &[u8]) -> bool {
    rest.iter()
        .all(|octet| octet.is_ascii_whitespace() || *octet == 0)
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

/// Why binary data gave no object.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum BinaryError {
    /// The object goes on behind the end.
    #[error("the object is cut off: {present} octets are there{}; get the file again", describe(.needed.as_ref()))]
    Truncated {
        /// How many octets there are.
        present: usize,
        /// How many there should be, when the object says so.
        needed: Option<usize>,
    },
    /// The octets are no ASN.1.
    #[error("this is not DER or BER (ITU-T X.690)")]
    NotDer,
    /// Sound elements of an unknown kind.
    #[error(
        "{}, but neither a certificate nor a request, a key, PKCS #7 or PKCS#12",
        elements(*.count)
    )]
    Unknown {
        /// How many stand one after the other.
        count: usize,
    },
}

error_names!(BinaryError {
    Self::Truncated { .. } => "der-truncated", "A binary object ends too early.";
    Self::NotDer => "der-malformed", "Binary data is not DER.";
    Self::Unknown { .. } => "der-unknown", "A binary object is of an unknown kind.";
});

fn describe(needed: Option<&usize>) -> String {
    needed.map_or_else(String::new, |needed| format!(" of {needed}"))
}

fn elements(count: usize) -> String {
    match count {
        1 => "this is ASN.1".to_owned(),
        count => format!("these are {count} elements of ASN.1"),
    }
}
