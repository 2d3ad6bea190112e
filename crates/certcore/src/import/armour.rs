//! The content of one PEM block: strictly first, then with what mail and editors did to it undone.

use thiserror::Error;
use zeroize::Zeroizing;

use super::block::Framed;
use crate::{
    diagnostic::error_names,
    textual::{self, Textual},
};

/// The length of a line of base64 (RFC 7468 §2).
const LINE: usize = 64;
/// The most octets of headers that are looked at. Those of an encrypted key take about 80.
const HEADERS: usize = 4096;

/// A block whose base64 was undone.
#[derive(Debug)]
pub(super) struct Armoured {
    /// The octets; they can be a key.
    pub(super) contents: Zeroizing<Vec<u8>>,
    /// The header `DEK-Info` (RFC 1421 §4.6.1.3), when the headers say that the block is encrypted.
    pub(super) encryption: Option<String>,
}

/// Undoes the base64 of a block.
pub(super) fn open(block: &Framed<'_>) -> Result<Armoured, ArmourError> {
    if !has_long_headers(block.body)
        && let Some(decoded) = textual::decode(block.body)
    {
        return filled(decoded);
    }
    let text = clean(block.label, block.body)?;
    let body = textual::bodies(text.as_bytes(), |_| true).next();
    let decoded = body.and_then(Result::ok).and_then(textual::decode);
    filled(decoded.ok_or(ArmourError::Length)?)
}

fn filled(decoded: Textual<'_>) -> Result<Armoured, ArmourError> {
    if decoded.contents.is_empty() {
        return Err(ArmourError::Empty);
    }
    Ok(Armoured {
        encryption: decoded.headers.encryption().map(str::to_owned),
        contents: decoded.contents,
    })
}

/// Whether so much stands before the first blank line that it should not be split into headers.
fn has_long_headers(body: &[u8]) -> bool {
    memchr::memchr(b':', body).is_some()
        && [&b"\n\n"[..], b"\r\n\r\n"]
            .into_iter()
            .any(|blank| memchr::memmem::find(body, blank).is_some_and(|at| at > HEADERS))
}

/// Why the content of a PEM block cannot be had.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum ArmourError {
    /// There is a character that base64 does not have.
    #[error(
        "the content of the block is not base64: it contains {}, {line} lines below BEGIN; get the file again, as an attachment rather than as text",
        describe(*.octet)
    )]
    Character {
        /// The first octet that does not belong there.
        octet: u8,
        /// In which line of the block, counted from its BEGIN line.
        line: usize,
    },
    /// The base64 ends in the middle of an octet.
    #[error("the content of the block is not base64: characters are missing or too many; get the file again")]
    Length,
    /// Nothing stands between the two lines.
    #[error("the block is empty: nothing stands between its BEGIN and END lines")]
    Empty,
}

error_names!(ArmourError {
    Self::Character { .. } => "pem-character-invalid", "A PEM block contains a character that base64 does not have.";
    Self::Length => "pem-base64-length", "The base64 of a PEM block misses characters or has too many.";
    Self::Empty => "pem-block-empty", "A PEM block holds nothing.";
});

fn describe(octet: u8) -> String {
    match octet {
        b'!'..=b'~' => format!("'{}'", char::from(octet)),
        _ => format!("the octet 0x{octet:02x}"),
    }
}

/// The block in clean PEM.
///
/// Undone are: quote marks and blanks around lines, blank lines, other line lengths, line ends written as `\n` (JSON),
/// string quotes, quoted-printable (`=3D`, `=` at the end of a line), and missing padding.
pub(super) fn clean(label: &str, body: &[u8]) -> Result<Zeroizing<String>, ArmourError> {
    let mut cleaner = Cleaner::default();
    // The text is gone through once; it grows by the line ends at most.
    cleaner.data.reserve(body.len());
    for (index, line) in body.split(|octet| matches!(octet, b'\n' | b'\r')).enumerate() {
        cleaner.line(bare_line(line), index)?;
    }
    let headers = cleaner.headers.as_str();
    let separator = if headers.is_empty() { "" } else { "\n" };
    let mut text = Zeroizing::new(String::with_capacity(
        body.len() + body.len() / LINE + 2 * label.len() + 64,
    ));
    for part in ["-----BEGIN ", label, "-----\n", headers, separator] {
        text.push_str(part);
    }
    let mut column = 0;
    for character in cleaner.data.chars() {
        text.push(character);
        column += 1;
        if column % LINE == 0 {
            text.push('\n');
        }
    }
    (0..cleaner.data.len().wrapping_neg() % 4).for_each(|_| text.push('='));
    for part in ["\n-----END ", label, "-----\n"] {
        text.push_str(part);
    }
    Ok(text)
}

/// `line` without quote marks, string quotes and blanks around it.
pub(super) fn bare_line(line: &[u8]) -> &[u8] {
    /// Blanks that `trim_ascii` does not know, in UTF-8: no-break space, zero-width space, byte order mark.
    const BLANKS: [&[u8]; 3] = [b"\xc2\xa0", b"\xe2\x80\x8b", b"\xef\xbb\xbf"];
    let mut rest = line;
    loop {
        let before = rest.len();
        rest = rest.trim_ascii();
        for blank in BLANKS {
            rest = rest.strip_prefix(blank).unwrap_or(rest);
            rest = rest.strip_suffix(blank).unwrap_or(rest);
        }
        if let [b'>' | b'|' | b'"' | b'\'', tail @ ..] = rest {
            rest = tail;
        }
        if let [head @ .., b'"' | b'\'' | b','] = rest {
            rest = head;
        }
        if rest.len() == before {
            return rest;
        }
    }
}

/// Collects headers and base64 from the lines of a block.
#[derive(Default)]
struct Cleaner {
    headers: String,
    data: Zeroizing<String>,
}

impl Cleaner {
    /// Takes one line; `index` is its number below BEGIN.
    fn line(&mut self, line: &[u8], index: usize) -> Result<(), ArmourError> {
        let mut rest = line;
        loop {
            let escape = memchr::memchr_iter(b'\\', rest)
                .find(|at| matches!(rest.get(at + 1), Some(b'n' | b'r' | b't')));
            let Some(at) = escape else {
                return self.piece(rest, index);
            };
            self.piece(rest.get(..at).unwrap_or_default(), index)?;
            rest = rest.get(at + 2..).unwrap_or_default();
        }
    }

    /// Takes a part of a line without line ends.
    fn piece(&mut self, piece: &[u8], index: usize) -> Result<(), ArmourError> {
        if self.data.is_empty() && self.headers.len() < HEADERS && piece.contains(&b':') {
            self.headers
                .push_str(&String::from_utf8_lossy(piece.trim_ascii()));
            self.headers.push('\n');
            return Ok(());
        }
        let mut rest = piece;
        while let [octet, tail @ ..] = rest {
            rest = tail;
            match octet {
                b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'+' | b'/' => self.data.push(char::from(*octet)),
                // JSON may write / as \/.
                b'\\' if rest.first() == Some(&b'/') => {}
                b'=' => rest = rest.strip_prefix(b"3D").unwrap_or(rest),
                b' ' | b'\t' => {}
                octet => {
                    return Err(ArmourError::Character {
                        octet: *octet,
                        line: index,
                    });
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opened(body: &str) -> Result<Vec<u8>, ArmourError> {
        let block = Framed {
            label: "A",
            body: body.as_bytes(),
        };
        open(&block).map(|armoured| armoured.contents.to_vec())
    }

    #[test]
    fn damage_by_mail_and_editors_is_undone() {
        for body in [
            "\nAAEC\nAwQ=\n",
            "\r\nAAEC\r\nAwQ=\r\n",
            "\rAAEC\rAwQ=\r",
            "AAECAwQ=",
            "\n  AAEC  \n\tAwQ= \n",
            "\n> AAEC\n> AwQ=\n> ",
            "\n>> AAEC\n>>\n>> AwQ=\n",
            "\nA\nA\nE\n\nC\nAwQ=\n",
            "\\nAAEC\\nAwQ=\\n",
            "\\r\\nAAEC\\r\\nAwQ=\\r\\n",
            "\n\"AAEC\",\n\"AwQ=\",\n",
            "\nAAEC=\nAwQ=3D\n",
            "\nAAECAwQ\n",
            "\n\u{a0}AAEC\n\u{200b}AwQ=\u{feff}\n",
        ] {
            assert_eq!(opened(body), Ok(vec![0, 1, 2, 3, 4]), "{body:?}");
        }
        assert_eq!(opened("\n\\/\\/8=\n"), Ok(vec![0xff, 0xff]));
    }

    #[test]
    fn a_foreign_character_is_named_with_its_line() {
        let error = opened("\nAAEC\nAw*Q\n").unwrap_err();
        assert_eq!(error, ArmourError::Character { octet: b'*', line: 2 });
        assert!(error.to_string().contains("'*', 2 lines below BEGIN"), "{error}");
    }

    #[test]
    fn missing_characters_and_missing_content_are_told_apart() {
        assert_eq!(opened("\nAAECA\n"), Err(ArmourError::Length));
        assert_eq!(opened("\n\n"), Err(ArmourError::Empty));
    }

    #[test]
    fn endless_headers_are_refused() {
        let error = opened(&format!("\n{}\nAAEC\n", "a:b\n".repeat(100_000))).unwrap_err();
        assert!(
            matches!(error, ArmourError::Character { octet: b':', .. }),
            "{error}"
        );
    }

    #[test]
    fn headers_survive_the_cleaning() {
        let text = clean("A", b"\n> Proc-Type: 4,ENCRYPTED\n> DEK-Info: X,00\n>\n> AAEC\n").unwrap();
        let parsed = pem::parse(text.as_bytes()).unwrap();
        assert_eq!(parsed.headers().get("DEK-Info"), Some("X,00"));
        assert_eq!(parsed.contents(), [0, 1, 2]);
    }
}
