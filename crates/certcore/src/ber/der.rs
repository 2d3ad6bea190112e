//! What DER adds to BER (X.690 §10 and §11), around the part that is signed.
//!
//! OpenSSL keeps the octets of the signed part and writes the rest anew, so an object that is not DER outside of that part
//! comes out of it with other octets and another fingerprint.

use core::ops::Range;

use thiserror::Error;

/// The deepest nesting that is looked into; names of directories in extensions have about ten levels.
const DEPTH: usize = 16;

/// Where an encoding breaks a rule of DER.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("octet {offset} begins {rule}")]
pub struct NotDer {
    /// Octets from the beginning of the object.
    pub offset: usize,
    /// The rule.
    pub rule: DerRule,
}

/// A rule of DER, in the words of what breaks it.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum DerRule {
    /// X.690 §8.1.2.4: tags below 31 have one octet, and these structures have no others.
    #[error("a tag of several octets (X.690 section 8.1.2)")]
    Tag,
    /// X.690 §10.1
    #[error("an element of indefinite length (X.690 section 10.1)")]
    Indefinite,
    /// X.690 §10.1
    #[error("an element whose length has more octets than needed (X.690 section 10.1)")]
    Length,
    /// X.690 §10.2
    #[error("a string in several pieces (X.690 section 10.2)")]
    Pieces,
    /// X.690 §11.2.1
    #[error("a BIT STRING whose unused bits are not zero (X.690 section 11.2.1)")]
    UnusedBits,
    /// X.690 §8.3.2
    #[error("an INTEGER with more octets than needed (X.690 section 8.3.2)")]
    Integer,
    /// Nothing may follow the one element of a value.
    #[error("bytes after the end of the element")]
    Trailing,
}

/// Checks a signed object (RFC 5280 §4.1, RFC 2986 §4.2): its own header, that of the part that is signed, and all of the
/// algorithm and the signature. Other input is not checked here; its reader refuses it.
pub(crate) fn check_signed(der: &[u8]) -> Result<(), NotDer> {
    // A SEQUENCE, whichever way its tag is written.
    let Some(0x30 | 0x3f) = der.first() else {
        return Ok(());
    };
    let Some(outer) = header(der, 0)? else {
        return Ok(());
    };
    let inside = der.get(..outer.content.end).unwrap_or(der);
    let Some(signed) = header(inside, outer.content.start)? else {
        return Ok(());
    };
    let mut at = signed.content.end;
    while let Some(next) = element(inside, at, DEPTH)? {
        at = next;
    }
    Ok(())
}

/// Checks bytes that shall be one element and all that is in it, as the signed part or the value of an extension are.
pub(crate) fn check_element(bytes: &[u8]) -> Result<(), NotDer> {
    match element(bytes, 0, DEPTH)? {
        Some(end) if end < bytes.len() => Err(NotDer {
            offset: end,
            rule: DerRule::Trailing,
        }),
        _ => Ok(()),
    }
}

/// Checks the element at `at` and all that is in it; returns its end, or `None` when it is cut short.
fn element(bytes: &[u8], at: usize, depth: usize) -> Result<Option<usize>, NotDer> {
    let Some(header) = header(bytes, at)? else {
        return Ok(None);
    };
    let end = header.content.end;
    let content = bytes.get(header.content.clone()).unwrap_or_default();
    let broken = |rule| Err(NotDer { offset: at, rule });
    match (header.tag, content) {
        (0x02, [0, second, ..]) if *second < 0x80 => return broken(DerRule::Integer),
        (0x02, [0xff, second, ..]) if *second >= 0x80 => return broken(DerRule::Integer),
        (0x03, [unused @ 0..=7, .., last]) if last & !(0xff << unused) != 0 => {
            return broken(DerRule::UnusedBits);
        }
        // BIT STRING, OCTET STRING, UTF8String, and the others from NumericString to BMPString, constructed.
        (0x23 | 0x24 | 0x2c | 0x32..=0x3e, _) => return broken(DerRule::Pieces),
        (tag, _) if tag & 0x20 != 0 && depth > 0 => {
            let inside = bytes.get(..end).unwrap_or(bytes);
            let mut at = header.content.start;
            while let Some(next) = element(inside, at, depth - 1)? {
                at = next;
            }
        }
        _ => {}
    }
    Ok(Some(end))
}

/// An identifier octet, and where the content is.
struct Header {
    tag: u8,
    content: Range<usize>,
}

/// The header at `at`; `None` when there is none, or the element is longer than `bytes`.
fn header(bytes: &[u8], at: usize) -> Result<Option<Header>, NotDer> {
    let broken = |rule| Err(NotDer { offset: at, rule });
    let Some([tag, first, rest @ ..]) = bytes.get(at..) else {
        return Ok(None);
    };
    if tag & 0x1f == 0x1f {
        return broken(DerRule::Tag);
    }
    let (start, length) = match usize::from(*first) {
        short @ ..0x80 => (at + 2, short),
        0x80 => return broken(DerRule::Indefinite),
        long => {
            let count = long - 0x80;
            let Some(octets) = rest.get(..count) else {
                return Ok(None);
            };
            if let [0, ..] | [..0x80] = octets {
                return broken(DerRule::Length);
            }
            if count > 4 {
                return Ok(None);
            }
            let length = octets
                .iter()
                .fold(0, |length, octet| length << 8 | usize::from(*octet));
            (at + 2 + count, length)
        }
    };
    let end = start.saturating_add(length);
    Ok((end <= bytes.len()).then_some(Header {
        tag: *tag,
        content: start..end,
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The smallest signed object: an empty signed part, an algorithm and a signature.
    const SOUND: &[u8] = &[0x30, 0x0b, 0x30, 0, 0x30, 3, 0x06, 1, 0x2a, 0x03, 2, 0, 0xff];

    fn rule(der: &[u8]) -> DerRule {
        check_signed(der).unwrap_err().rule
    }

    /// `SOUND` with the octets from `at` replaced, and the outer length corrected.
    fn with(at: usize, removed: usize, octets: &[u8]) -> Vec<u8> {
        let mut der = [&SOUND[..at], octets, &SOUND[at + removed..]].concat();
        der[1] = u8::try_from(der.len() - 2).unwrap();
        der
    }

    #[test]
    fn every_rule_is_checked_outside_the_signed_part() {
        assert_eq!(check_signed(SOUND), Ok(()));
        assert_eq!(
            rule(&[&[0x30, 0x81, 0x0b][..], &SOUND[2..]].concat()),
            DerRule::Length
        );
        assert_eq!(
            rule(&[&[0x30, 0x82, 0, 0x0b][..], &SOUND[2..]].concat()),
            DerRule::Length
        );
        assert_eq!(
            rule(&[&[0x30, 0x80][..], &SOUND[2..], &[0, 0]].concat()),
            DerRule::Indefinite
        );
        assert_eq!(
            rule(&[&[0x3f, 0x10, 0x0b][..], &SOUND[2..]].concat()),
            DerRule::Tag
        );
        assert_eq!(rule(&with(2, 2, &[0x30, 0x81, 0])), DerRule::Length);
        assert_eq!(rule(&with(4, 2, &[0x30, 0x81, 3])), DerRule::Length);
        assert_eq!(rule(&with(6, 2, &[0x06, 0x81, 1])), DerRule::Length);
        assert_eq!(
            rule(&with(4, 5, &[0x30, 7, 0x06, 1, 0x2a, 2, 2, 0, 1])),
            DerRule::Integer
        );
        assert_eq!(rule(&with(9, 2, &[0x03, 0x81, 2])), DerRule::Length);
        assert_eq!(rule(&with(9, 4, &[0x23, 4, 0x03, 2, 0, 0xff])), DerRule::Pieces);
        assert_eq!(rule(&with(9, 4, &[0x03, 2, 1, 0xff])), DerRule::UnusedBits);
        assert_eq!(check_signed(&with(9, 4, &[0x03, 2, 1, 0xfe])), Ok(()));
    }

    #[test]
    fn cut_input_and_deep_nesting_do_no_harm() {
        for end in 0..SOUND.len() {
            assert_eq!(check_signed(&SOUND[..end]), Ok(()));
        }
        let deep = [0x30, 0x84, 0x7f, 0xff, 0xff, 0xff].repeat(100_000);
        assert_eq!(check_signed(&deep), Ok(()));
        assert_eq!(
            check_signed(&[0x30, 0x88, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff]),
            Ok(())
        );
    }
}
