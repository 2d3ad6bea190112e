//! PEM in its clean form: base64 between two lines (RFC 7468 §3), with or without headers (RFC 1421 §4.6).
//!
//! A block can hold a private key. What comes out of it goes into memory that is taken once and overwritten, and only
//! blocks that somebody asks for are decoded.

use zeroize::Zeroizing;

/// The content of a block.
pub(crate) struct Textual<'a> {
    /// The lines before the first blank line; empty where there are no headers.
    pub(crate) headers: Headers<'a>,
    /// What the base64 stands for.
    pub(crate) contents: Zeroizing<Vec<u8>>,
}

/// Headers, one in a line: `DEK-Info: AES-256-CBC,0123…`.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Headers<'a>(&'a str);

impl<'a> Headers<'a> {
    /// The value of the last header with this name.
    pub(crate) fn value(self, name: &str) -> Option<&'a str> {
        self.0
            .lines()
            .rev()
            .filter_map(|line| line.split_once(':'))
            .find(|(found, _)| found.trim().eq_ignore_ascii_case(name))
            .map(|(_, value)| value.trim())
    }

    /// What the block says of its encryption (RFC 1421 §4.6.1.3), if it is encrypted; empty where only `Proc-Type` says so.
    pub(crate) fn encryption(self) -> Option<&'a str> {
        let kind = self.value("Proc-Type");
        let is_encrypted = kind.is_some_and(|kind| kind.contains("ENCRYPTED"));
        self.value("DEK-Info").or(is_encrypted.then_some(""))
    }
}

/// Decodes what stands between the BEGIN and the END line of a block; `None` when it is not in the clean form.
pub(crate) fn decode(body: &[u8]) -> Option<Textual<'_>> {
    let body = body.trim_ascii();
    let (headers, data) = [&b"\n\n"[..], b"\r\n\r\n"]
        .into_iter()
        .find_map(|blank| {
            let at = memchr::memmem::find(body, blank)?;
            Some((body.get(..at)?, body.get(at + blank.len()..)?))
        })
        .unwrap_or((&[], body));
    let headers = std::str::from_utf8(headers).ok()?;
    if !headers.lines().all(|line| line.contains(':')) {
        return None;
    }
    Some(Textual {
        headers: Headers(headers),
        contents: base64(data)?,
    })
}

/// The bodies of the blocks whose label is `wanted`, in their order; an `Err` where a block does not end.
pub(crate) fn bodies<'a>(
    text: &'a [u8],
    wanted: impl Fn(&str) -> bool + 'a,
) -> impl Iterator<Item = Result<&'a [u8], Unended>> + 'a {
    const BEGIN: &[u8] = b"-----BEGIN ";
    const DASHES: &[u8] = b"-----";
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let start = memchr::memmem::find(rest, BEGIN)? + BEGIN.len();
            rest = rest.get(start..)?;
            let line = rest.get(..memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len()))?;
            let Some(label) = memchr::memmem::find(line, DASHES).and_then(|end| line.get(..end)) else {
                continue;
            };
            if !std::str::from_utf8(label).is_ok_and(&wanted) {
                continue;
            }
            let body = rest.get(label.len() + DASHES.len()..)?;
            let closing = [b"-----END ", label, DASHES].concat();
            let end = memchr::memmem::find(body, &closing);
            return Some(
                match end.and_then(|end| Some((body.get(..end)?, body.get(end..)?))) {
                    Some((body, after)) => {
                        rest = after;
                        Ok(body)
                    }
                    None => Err(Unended),
                },
            );
        }
    })
}

/// A block has no END line.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) struct Unended;

/// In [`DIGITS`]: a blank or a line end, and everything else that is not in the alphabet.
const BLANK: u8 = 0x40;
const FOREIGN: u8 = 0x80;

/// The value of each character in the alphabet of RFC 4648 §4.
#[expect(clippy::indexing_slicing, reason = "the compiler evaluates it")]
const DIGITS: [u8; 256] = {
    let mut digits = [FOREIGN; 256];
    let mut character = 0;
    while character < u8::MAX {
        digits[character as usize] = value_of(character);
        character += 1;
    }
    digits
};

const fn value_of(character: u8) -> u8 {
    match character {
        b'A'..=b'Z' => character - b'A',
        b'a'..=b'z' => character - b'a' + 26,
        b'0'..=b'9' => character - b'0' + 52,
        b'+' => 62,
        b'/' => 63,
        b' ' | b'\t' | b'\n' | b'\r' | b'\x0b' | b'\x0c' => BLANK,
        _ => FOREIGN,
    }
}

fn digit(character: u8) -> u8 {
    DIGITS.get(usize::from(character)).copied().unwrap_or(FOREIGN)
}

/// Decodes base64 with blanks and line ends anywhere, and with its padding.
fn base64(data: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let mut octets = Zeroizing::new(Vec::with_capacity(data.len() / 4 * 3 + 3));
    let mut rest = data;
    let mut group = 0_u32;
    let mut digits = 0;
    loop {
        if digits == 0
            && let [a, b, c, d, after @ ..] = rest
        {
            let values = [a, b, c, d].map(|character| digit(*character));
            if values.iter().all(|value| *value < BLANK) {
                let group = values
                    .iter()
                    .fold(0, |group, value| group << 6 | u32::from(*value));
                octets.extend_from_slice(group.to_be_bytes().get(1..)?);
                rest = after;
                continue;
            }
        }
        let [character, after @ ..] = rest else { break };
        match digit(*character) {
            BLANK => {}
            FOREIGN => break,
            value => {
                group = group << 6 | u32::from(value);
                digits += 1;
                if digits == 4 {
                    octets.extend_from_slice(group.to_be_bytes().get(1..)?);
                    (group, digits) = (0, 0);
                }
            }
        }
        rest = after;
    }
    // RFC 4648 §3.5: the bits that pad a digit are zero.
    let (padding, last) = match digits {
        0 => (0, 0),
        2 if group.trailing_zeros() >= 4 => (2, 1),
        3 if group.trailing_zeros() >= 2 => (1, 2),
        _ => return None,
    };
    let missing = u32::from(digits != 0) * 6 * (4 - digits);
    octets.extend_from_slice((group << missing).to_be_bytes().get(1..=last)?);
    let mut pads = 0;
    for character in rest {
        match (character, digit(*character)) {
            (b'=', _) => pads += 1,
            (_, BLANK) => {}
            _ => return None,
        }
    }
    (pads == padding).then_some(octets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_decoded_as_openssl_encodes_it() {
        for length in 0..200_u8 {
            let octets: Vec<u8> = (0..length).map(|octet| octet.wrapping_mul(37)).collect();
            let text = openssl::base64::encode_block(&octets);
            for width in [1, 3, 4, 5, 64] {
                let lines: Vec<&[u8]> = text.as_bytes().chunks(width).collect();
                let body = [b"\n", lines.join(&b"\r\n"[..]).as_slice(), b"\n"].concat();
                let decoded = decode(&body).unwrap();
                assert_eq!(*decoded.contents, octets, "{length} octets in lines of {width}");
            }
        }
    }

    #[test]
    fn what_is_not_clean_base64_is_refused() {
        for text in [
            "A", "AA", "AAA", "AB==", "AAB=", "AA=", "AA===", "AA==A", "A=AA", "AA*=", "AAAA=",
        ] {
            assert!(base64(text.as_bytes()).is_none(), "{text}");
        }
    }

    #[test]
    fn memory_is_taken_once() {
        for length in 0..200 {
            let text = openssl::base64::encode_block(&vec![7; length]);
            let octets = base64(text.as_bytes()).unwrap();
            assert!(octets.capacity() <= text.len() / 4 * 3 + 3, "{length}");
        }
    }

    #[test]
    fn headers_are_found_by_name() {
        let body = b"\r\nProc-Type: 4,ENCRYPTED\r\ndek-info : X,00\r\n\r\nAAEC\r\n";
        let block = decode(body).unwrap();
        assert_eq!(block.headers.value("DEK-Info"), Some("X,00"));
        assert_eq!(block.headers.value("Proc-Type"), Some("4,ENCRYPTED"));
        assert_eq!(block.headers.value("Comment"), None);
        assert_eq!(*block.contents, [0, 1, 2]);
    }

    #[test]
    fn only_the_blocks_of_a_kind_are_looked_at() {
        let text = b"-----BEGIN A-----\n*\n-----END A-----\n-----BEGIN B-----\nAAEC\n-----END B-----\n-----BEGIN B-----\n";
        let found: Vec<_> = bodies(text, |label| label == "B").collect();
        assert_eq!(found, [Ok(&b"\nAAEC\n"[..]), Err(Unended)]);
    }
}
