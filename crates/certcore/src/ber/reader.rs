//! Reading one BER element after the other.

use x509_parser::{
    asn1_rs::{FromBer as _, Header, Length, Oid, Tag},
    nom,
};

use super::element::{BerError, BerProblem, Element, Place};

/// The longest object identifier that is read, in octets. Those of real algorithms have about ten.
const OID_LIMIT: usize = 64;

/// How many indefinite lengths may be open in one another. A PKCS#12 file in which every level has one has about 20.
const OPEN_LIMIT: usize = 64;

/// Reads the elements of a byte string in their order.
///
/// Lengths may be indefinite or longer than needed. Nothing is copied, and no more than [`OPEN_LIMIT`] indefinite lengths
/// are followed into one another.
#[derive(Clone, Debug)]
pub(crate) struct Reader<'a> {
    rest: &'a [u8],
    place: Place,
}

impl<'a> Reader<'a> {
    /// A reader of all of `bytes`, which are called `part` in errors.
    pub(crate) fn new(bytes: &'a [u8], part: &'static str) -> Self {
        Self::at(bytes, Place { part, offset: 0 })
    }

    pub(super) fn at(bytes: &'a [u8], place: Place) -> Self {
        Self { rest: bytes, place }
    }

    /// A reader of the content of `element`.
    pub(crate) fn inside(element: &Element<'a>) -> Self {
        Self::at(element.content, element.content_place)
    }

    /// Where the next element begins.
    pub(crate) fn place(&self) -> Place {
        self.place
    }

    /// What was not read yet.
    pub(crate) fn rest(&self) -> &'a [u8] {
        self.rest
    }

    /// The next element, `None` at the end.
    pub(crate) fn next(&mut self) -> Result<Option<Element<'a>>, BerError> {
        if self.rest.is_empty() {
            return Ok(None);
        }
        let (after_header, header) = Header::from_ber(self.rest).map_err(|error| self.broken(&error))?;
        let (content, rest) = match header.length() {
            Length::Definite(length) => after_header
                .split_at_checked(length)
                .ok_or_else(|| BerError::new(self.place, BerProblem::CutShort))?,
            Length::Indefinite if header.is_constructed() => self.indefinite(after_header)?,
            Length::Indefinite => return Err(BerError::new(self.place, BerProblem::NotAnElement)),
        };
        let header_length = self.rest.len() - after_header.len();
        let length = self.rest.len() - rest.len();
        let element = Element {
            class: header.class(),
            tag: header.tag(),
            constructed: header.is_constructed(),
            content,
            encoded: self.rest.get(..length).unwrap_or_default(),
            place: self.place,
            content_place: self.place.after(header_length),
        };
        self.rest = rest;
        self.place = self.place.after(length);
        Ok(Some(element))
    }

    /// The next element, an error at the end.
    pub(crate) fn element(&mut self, expected: &'static str) -> Result<Element<'a>, BerError> {
        self.next()?
            .ok_or_else(|| BerError::new(self.place, BerProblem::Expected(expected)))
    }

    /// The next element when `matches` says so; otherwise it stays unread.
    pub(crate) fn next_if(
        &mut self,
        matches: impl FnOnce(&Element<'a>) -> bool,
    ) -> Result<Option<Element<'a>>, BerError> {
        let mut ahead = self.clone();
        match ahead.next()? {
            Some(element) if matches(&element) => {
                *self = ahead;
                Ok(Some(element))
            }
            _ => Ok(None),
        }
    }

    /// The inside of the next element, a SEQUENCE.
    pub(crate) fn sequence(&mut self, expected: &'static str) -> Result<Self, BerError> {
        self.constructed(expected, |element| element.is(Tag::Sequence))
    }

    /// The inside of the next element, which has the constructed context tag `number`.
    pub(crate) fn context(&mut self, number: u32, expected: &'static str) -> Result<Self, BerError> {
        self.constructed(expected, |element| element.is_context(number))
    }

    /// The next element, an OBJECT IDENTIFIER.
    pub(crate) fn oid(&mut self, expected: &'static str) -> Result<Oid<'a>, BerError> {
        let element = self.element(expected)?;
        match element.content.len() {
            1..=OID_LIMIT if element.is(Tag::Oid) && !element.constructed => {
                Ok(Oid::new(element.content.into()))
            }
            _ => Err(element.is_not(expected)),
        }
    }

    /// The next element, an INTEGER that is not negative; one beyond 64 bits counts as the largest.
    pub(crate) fn integer(&mut self, expected: &'static str) -> Result<u64, BerError> {
        let element = self.element(expected)?;
        match element.content {
            [first, ..] if element.is(Tag::Integer) && !element.constructed && *first < 0x80 => {
                Ok(saturating_integer(element.content))
            }
            _ => Err(element.is_not(expected)),
        }
    }

    /// The next element, an INTEGER, if there is one.
    pub(crate) fn optional_integer(&mut self, expected: &'static str) -> Result<Option<u64>, BerError> {
        let mut ahead = self.clone();
        match ahead.next()? {
            Some(element) if element.is(Tag::Integer) => self.integer(expected).map(Some),
            _ => Ok(None),
        }
    }

    /// The content of an element of indefinite length that begins at `bytes`, and what follows its end-of-contents octets
    /// (X.690 §8.1.3.6).
    fn indefinite(&self, bytes: &'a [u8]) -> Result<(&'a [u8], &'a [u8]), BerError> {
        let cut_short = || BerError::new(self.place, BerProblem::CutShort);
        let not_an_element = || BerError::new(self.place, BerProblem::NotAnElement);
        let mut open = 1;
        let mut rest = bytes;
        loop {
            if let Some(after) = rest.strip_prefix(&[0, 0]) {
                open -= 1;
                if open == 0 {
                    let content = bytes.get(..bytes.len() - rest.len()).unwrap_or_default();
                    return Ok((content, after));
                }
                rest = after;
                continue;
            }
            let (after_header, header) = Header::from_ber(rest).map_err(|error| self.broken(&error))?;
            rest = match header.length() {
                Length::Definite(length) => after_header.get(length..).ok_or_else(cut_short)?,
                Length::Indefinite if header.is_constructed() && open < OPEN_LIMIT => {
                    open += 1;
                    after_header
                }
                Length::Indefinite => return Err(not_an_element()),
            };
        }
    }

    fn constructed(
        &mut self,
        expected: &'static str,
        matches: impl FnOnce(&Element<'a>) -> bool,
    ) -> Result<Self, BerError> {
        let element = self.element(expected)?;
        if matches(&element) && element.constructed {
            Ok(Self::inside(&element))
        } else {
            Err(element.is_not(expected))
        }
    }

    fn broken<E>(&self, error: &nom::Err<E>) -> BerError {
        BerError::new(
            self.place,
            match error {
                nom::Err::Incomplete(_) => BerProblem::CutShort,
                _ => BerProblem::NotAnElement,
            },
        )
    }
}

/// Whether `bytes` are exactly one SEQUENCE.
pub(crate) fn is_one_sequence(bytes: &[u8]) -> bool {
    let mut reader = Reader::new(bytes, "");
    matches!(reader.next(), Ok(Some(element)) if element.is(Tag::Sequence)) && reader.rest.is_empty()
}

/// `bytes` without the blanks, line ends, zero octets and marks of DOS's end of a file that they begin with.
pub(crate) fn without_padding(bytes: &[u8]) -> &[u8] {
    let start = bytes
        .iter()
        .position(|octet| !octet.is_ascii_whitespace() && !matches!(*octet, 0 | 0x1a));
    bytes.get(start.unwrap_or(bytes.len())..).unwrap_or_default()
}

fn saturating_integer(content: &[u8]) -> u64 {
    let significant = content
        .iter()
        .position(|octet| *octet != 0)
        .and_then(|first| content.get(first..))
        .unwrap_or_default();
    if significant.len() > 8 {
        return u64::MAX;
    }
    significant
        .iter()
        .fold(0, |number, octet| number << 8 | u64::from(*octet))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ber::Octets;

    fn reader(bytes: &[u8]) -> Reader<'_> {
        Reader::new(bytes, "the file")
    }

    #[test]
    fn lengths_may_be_indefinite_or_longer_than_needed() {
        for bytes in [
            [0x30, 0x80, 0x02, 0x01, 0x05, 0x00, 0x00].as_slice(),
            &[0x30, 0x83, 0x00, 0x00, 0x03, 0x02, 0x01, 0x05],
            &[0x30, 0x04, 0x02, 0x81, 0x01, 0x05],
        ] {
            let mut inside = reader(bytes).sequence("a SEQUENCE").unwrap();
            assert_eq!(inside.integer("an INTEGER"), Ok(5));
            assert!(inside.next().unwrap().is_none());
        }
    }

    #[test]
    fn indefinite_lengths_may_be_nested() {
        for (levels, is_read) in [(1, true), (8, true), (OPEN_LIMIT, true), (OPEN_LIMIT + 1, false)] {
            let mut bytes = [0x30, 0x80].repeat(levels);
            bytes.extend([0x02, 0x01, 0x05]);
            bytes.extend([0, 0].repeat(levels));
            let element = reader(&bytes).next();
            assert_eq!(element.is_ok(), is_read, "{levels}");
            if let Ok(element) = element {
                assert_eq!(element.unwrap().encoded, bytes);
            }
            for length in 1..bytes.len() {
                assert!(
                    reader(bytes.get(..length).unwrap()).next().is_err(),
                    "{levels} {length}"
                );
            }
        }
    }

    #[test]
    fn an_indefinite_length_needs_a_constructed_element() {
        for bytes in [
            [0x04, 0x80, 0x00, 0x00].as_slice(),
            &[0x30, 0x80, 0x04, 0x80, 0, 0, 0, 0],
        ] {
            assert_eq!(
                reader(bytes).next().unwrap_err().problem,
                BerProblem::NotAnElement
            );
        }
    }

    #[test]
    fn a_string_in_pieces_is_joined() {
        let bytes = [
            0x24, 0x80, 0x04, 0x01, b'a', 0x24, 0x03, 0x04, 0x01, b'b', 0x00, 0x00,
        ];
        let octets = Octets::read(&mut reader(&bytes), "the string", "octets").unwrap();
        assert_eq!(&*octets, b"ab");
    }

    #[test]
    fn an_integer_beyond_64_bits_counts_as_the_largest() {
        let bytes = [0x02, 0x09, 1, 0, 0, 0, 0, 0, 0, 0, 0];
        assert_eq!(reader(&bytes).integer("an INTEGER"), Ok(u64::MAX));
        let padded = [0x02, 0x0a, 0, 0, 0, 0, 0, 0, 0, 0, 1, 0];
        assert_eq!(reader(&padded).integer("an INTEGER"), Ok(256));
    }

    #[test]
    fn an_error_tells_the_place_and_what_was_expected() {
        let bytes = [0x30, 0x03, 0x04, 0x01, 0x00];
        let mut inside = reader(&bytes).sequence("a SEQUENCE").unwrap();
        let error = inside.integer("the version").unwrap_err();
        assert_eq!(
            error.to_string(),
            "at octet 2 of the file: the version was expected"
        );
    }

    #[test]
    fn what_is_cut_short_says_so() {
        let error = reader(&[0x30, 0x05, 0x02]).next().unwrap_err();
        assert_eq!(error.problem, BerProblem::CutShort);
    }

    #[test]
    fn one_sequence_is_one_and_nothing_more() {
        assert!(is_one_sequence(&[0x30, 0x00]));
        assert!(is_one_sequence(&[0x30, 0x80, 0x00, 0x00]));
        for other in [
            [].as_slice(),
            &[0x30],
            &[0x31, 0x00],
            &[0x30, 0x00, 0x00],
            &[0x30, 0x01],
        ] {
            assert!(!is_one_sequence(other), "{other:?}");
        }
    }
}
