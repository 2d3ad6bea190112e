//! Elements of BER (X.690 §8.1), of definite and of indefinite length.

use x509_parser::{
    asn1_rs::{Any, Class, FromBer as _, Header, Length, Tag},
    nom,
};

/// One element: identifier, length and content, inside the bytes it was read from.
#[derive(Clone, Copy, Debug)]
pub(super) struct Element<'a> {
    /// Identifier, length and content together.
    pub(super) encoded: &'a [u8],
    /// The content; without the end-of-contents octets where the length is indefinite.
    pub(super) content: &'a [u8],
    class: Class,
    tag: Tag,
}

/// Why no element can be read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum ElementError {
    /// The element goes on behind the end; it needs so many octets altogether, if that is known.
    Truncated { needed: Option<usize> },
    /// The identifier or the length is impossible, or it nests too deep.
    Malformed,
}

impl<'a> Element<'a> {
    /// The first element, and what follows it.
    ///
    /// Nesting is bounded only where lengths are indefinite (50 levels); nothing else makes this descend.
    pub(super) fn read(bytes: &'a [u8]) -> Result<(Self, &'a [u8]), ElementError> {
        match Any::from_ber(bytes) {
            Ok((rest, any)) => {
                let length = bytes.len() - rest.len();
                let encoded = bytes.get(..length).ok_or(ElementError::Malformed)?;
                let element = Self {
                    encoded,
                    content: any.data,
                    class: any.class(),
                    tag: any.tag(),
                };
                Ok((element, rest))
            }
            Err(nom::Err::Incomplete(_)) => Err(ElementError::Truncated {
                needed: needed(bytes),
            }),
            Err(_) => Err(ElementError::Malformed),
        }
    }

    /// Whether it is a universal element with this tag.
    pub(super) fn is(&self, tag: Tag) -> bool {
        self.class == Class::Universal && self.tag == tag
    }

    /// Whether it is a context-specific element with this number.
    pub(super) fn is_context(&self, number: u32) -> bool {
        self.class == Class::ContextSpecific && self.tag == Tag(number)
    }

    /// The elements inside; they end at the first one that cannot be read.
    pub(super) fn elements(&self) -> Elements<'a> {
        Elements { rest: self.content }
    }
}

/// Elements one after the other.
#[derive(Clone, Debug)]
pub(super) struct Elements<'a> {
    rest: &'a [u8],
}

impl<'a> Iterator for Elements<'a> {
    type Item = Element<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        let (element, rest) = Element::read(self.rest).ok()?;
        self.rest = rest;
        Some(element)
    }
}

/// How many octets the first element has, when its header can be read.
fn needed(bytes: &[u8]) -> Option<usize> {
    let (content, header) = Header::from_ber(bytes).ok()?;
    match header.length() {
        Length::Definite(length) => (bytes.len() - content.len()).checked_add(length),
        Length::Indefinite => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn definite_and_indefinite_lengths_are_read() {
        for bytes in [&[0x30, 3, 2, 1, 5, 0xff][..], &[0x30, 0x80, 2, 1, 5, 0, 0, 0xff]] {
            let (element, rest) = Element::read(bytes).unwrap();
            assert_eq!((element.content, rest), (&[2, 1, 5][..], &[0xff][..]));
            assert_eq!(element.encoded.len(), bytes.len() - 1);
            assert_eq!(element.elements().count(), 1);
        }
    }

    #[test]
    fn a_cut_element_says_how_much_it_needs() {
        let cut = Element::read(&[0x30, 0x82, 1, 0, 2]).unwrap_err();
        assert_eq!(cut, ElementError::Truncated { needed: Some(260) });
    }

    #[test]
    fn a_hundred_thousand_open_levels_are_refused() {
        let bomb = [0x30, 0x80].repeat(100_000);
        assert_eq!(Element::read(&bomb).unwrap_err(), ElementError::Malformed);
    }
}
