//! OCTET STRINGs, in one piece or in several (X.690 §8.7).

use std::ops::Deref;

use x509_parser::asn1_rs::Tag;
use zeroize::Zeroizing;

use super::{
    element::{BerError, Element, Place},
    reader::Reader,
};

/// How deep a string of strings may be nested. Real producers write one level.
const NESTING_LIMIT: usize = 4;

/// The content of an OCTET STRING: borrowed when it is in one piece, joined when it came in several.
#[derive(Debug)]
pub(crate) struct Octets<'a> {
    bytes: Bytes<'a>,
    place: Place,
}

#[derive(Debug)]
enum Bytes<'a> {
    Borrowed(&'a [u8]),
    // The pieces can hold a key that is not encrypted.
    Joined(Zeroizing<Vec<u8>>),
}

impl<'a> Octets<'a> {
    /// The next element of `reader`, an OCTET STRING; `part` names what is in it.
    pub(crate) fn read(
        reader: &mut Reader<'a>,
        part: &'static str,
        expected: &'static str,
    ) -> Result<Self, BerError> {
        let element = reader.element(expected)?;
        if element.is(Tag::OctetString) {
            Self::of(&element, part, expected)
        } else {
            Err(element.is_not(expected))
        }
    }

    /// The content of `element`, whose tag has been checked.
    ///
    /// `part` names what the octets are; places inside count from their beginning once they have been joined.
    pub(crate) fn of(
        element: &Element<'a>,
        part: &'static str,
        expected: &'static str,
    ) -> Result<Self, BerError> {
        if !element.constructed {
            return Ok(Self {
                bytes: Bytes::Borrowed(element.content),
                place: element.content_place,
            });
        }
        // Never grows, so no copy of its content is left behind in memory.
        let mut joined = Zeroizing::new(Vec::with_capacity(element.content.len()));
        join(element, expected, NESTING_LIMIT, &mut joined)?;
        Ok(Self {
            bytes: Bytes::Joined(joined),
            place: Place { part, offset: 0 },
        })
    }

    /// A reader of the elements inside.
    pub(crate) fn reader(&self) -> Reader<'_> {
        Reader::at(self, self.place)
    }
}

impl Deref for Octets<'_> {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        match &self.bytes {
            Bytes::Borrowed(bytes) => bytes,
            Bytes::Joined(bytes) => bytes,
        }
    }
}

fn join(
    element: &Element<'_>,
    expected: &'static str,
    levels: usize,
    joined: &mut Vec<u8>,
) -> Result<(), BerError> {
    let levels = levels.checked_sub(1).ok_or_else(|| element.is_not(expected))?;
    let mut pieces = Reader::inside(element);
    while let Some(piece) = pieces.next()? {
        if !piece.is(Tag::OctetString) {
            return Err(piece.is_not(expected));
        }
        if piece.constructed {
            join(&piece, expected, levels, joined)?;
        } else {
            joined.extend_from_slice(piece.content);
        }
    }
    Ok(())
}
