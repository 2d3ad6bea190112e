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
/// Undone are: quote marks, list marks and blanks around lines, blank lines, other line lengths, escapes of JSON and of
/// string literals (`\n`, `\/`, `\u002b`, also escaped twice), string quotes, quoted-printable (`=3D`, `=0A`, `=` at the end of
/// a line), and missing padding.
pub(super) fn clean(label: &str, body: &[u8]) -> Result<Zeroizing<String>, ArmourError> {
    let mut cleaner = Cleaner::default();
    // The text is gone through once; it grows by the line ends at most.
    cleaner.data.reserve(body.len());
    for (index, line) in body.split(|octet| matches!(octet, b'\n' | b'\r')).enumerate() {
        cleaner.line(line, index)?;
    }
    let headers = cleaner.headers.as_str();
    let separator = if headers.is_empty() { "" } else { "\n" };
    let mut text = Zeroizing::new(String::with_capacity(
        body.len() + body.len() / LINE + 2 * label.len() + 64,
    ));
    for part in ["-----BEGIN ", label, "-----\n", headers, separator] {
        text.push_str(part);
    }
    // A line end stands between two lines only: an empty line before END would not be read.
    for (position, character) in cleaner.data.chars().enumerate() {
        if position > 0 && position % LINE == 0 {
            text.push('\n');
        }
        text.push(character);
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
        // Marks of quoted mail, of comments and of lists; a line `- ` is left of `- -----END` (RFC 4880 §7.1).
        if let [b'>' | b'|' | b'"' | b'\'' | b'#' | b'-', tail @ ..] = rest {
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
                .find_map(|at| rest.get(at..).and_then(line_end).map(|length| (at, length)));
            let Some((at, length)) = escape else {
                return self.piece(bare_line(rest), index);
            };
            self.piece(bare_line(rest.get(..at).unwrap_or_default()), index)?;
            rest = rest.get(at + length..).unwrap_or_default();
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
                b'\\' => {
                    if let Some((octet, behind)) = unicode_escape(rest) {
                        rest = behind;
                        if octet != b'=' {
                            self.data.push(char::from(octet));
                        }
                    }
                }
                b'=' => {
                    let encoded = [b"3D", b"0A", b"0D", b"20", b"09"];
                    rest = encoded
                        .iter()
                        .find_map(|code| rest.strip_prefix(*code))
                        .unwrap_or(rest);
                }
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

/// The length of an escaped line end or tab at the start of `text`: `\n`, `\r`, `\t` and `\u000a`.
fn line_end(text: &[u8]) -> Option<usize> {
    match text.strip_prefix(b"\\")? {
        [b'n' | b'r' | b't', ..] => Some(2),
        [b'u', b'0', b'0', b'0', b'a' | b'A' | b'd' | b'D' | b'9', ..] => Some(6),
        _ => None,
    }
}

/// A character of base64 that JSON wrote as `\u` and four digits; `text` begins behind the backslash.
fn unicode_escape(text: &[u8]) -> Option<(u8, &[u8])> {
    let (digits, behind) = text.strip_prefix(b"u00")?.split_at_checked(2)?;
    let octet = u8::from_str_radix(str::from_utf8(digits).ok()?, 16).ok()?;
    matches!(octet, b'+' | b'/' | b'=').then_some((octet, behind))
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

    /// How mail programs, editors and other programs show PEM.
    #[derive(Clone, Copy, Debug)]
    enum Form {
        Quoted(&'static str),
        Indented,
        BlankLines,
        Strings,
        Json,
        JsonTwice,
        JsonOfDotNet,
        Concatenated,
        QuotedPrintable,
        QuotedPrintableLineEnds,
        Comment,
    }

    /// `base64` in lines of `width` characters, as `form` shows it.
    fn shown(base64: &str, width: usize, end: &str, form: Form) -> String {
        let lines: Vec<&str> = base64
            .as_bytes()
            .chunks(width)
            .map(|line| str::from_utf8(line).unwrap())
            .collect();
        let each = |line: &dyn Fn(&str) -> String, between: &str| {
            let lines: Vec<String> = lines.iter().map(|text| line(text)).collect();
            format!("{between}{}{between}", lines.join(between))
        };
        match form {
            Form::Quoted(mark) => each(&|line| format!("{mark}{line}"), end) + mark,
            Form::Indented => each(&|line| format!("    {line}"), end) + "    ",
            Form::BlankLines => each(&str::to_owned, &format!("{end}{end}")),
            Form::Strings => each(&|line| format!("\"{line}\","), end) + "\"",
            Form::Json => each(&|line| line.replace('/', "\\/"), "\\n"),
            Form::JsonTwice => each(&str::to_owned, "\\\\n"),
            Form::JsonOfDotNet => each(
                &|line| line.replace('+', "\\u002B").replace('=', "\\u003D"),
                "\\u000a",
            ),
            Form::Concatenated => each(&|line| format!("  \"{line}\\n\""), end) + "\"",
            Form::QuotedPrintable => each(&|line| line.replace('=', "=3D") + "=", end),
            Form::QuotedPrintableLineEnds => each(&|line| line.replace('=', "=3D") + "=0D=0A=", end),
            Form::Comment => each(&|line| format!("# {line}"), end) + "# ",
        }
    }

    proptest::proptest! {
        #![proptest_config(proptest::prelude::ProptestConfig::with_cases(2000))]

        #[test]
        fn every_cosmetic_form_reads_to_the_same_octets(
            der in proptest::collection::vec(proptest::prelude::any::<u8>(), 1..=300),
            width in 1_usize..=100,
            end in proptest::sample::select(vec!["\n", "\r\n", "\r"]),
            padded: bool,
            form in proptest::sample::select(vec![
                Form::Quoted("> "), Form::Quoted(">> "), Form::Quoted("| "), Form::Indented, Form::BlankLines,
                Form::Strings, Form::Json, Form::JsonTwice, Form::JsonOfDotNet, Form::Concatenated,
                Form::QuotedPrintable, Form::QuotedPrintableLineEnds, Form::Comment,
            ]),
        ) {
            let base64 = openssl::base64::encode_block(&der);
            let base64 = if padded { base64.as_str() } else { base64.trim_end_matches('=') };
            let body = shown(base64, width, end, form);
            proptest::prop_assert_eq!(opened(&body), Ok(der), "{:?}", body);
        }
    }

    /// 48 octets fill a line of base64; an Ed25519 key in PKCS#8 is one.
    #[test]
    fn every_length_is_read_between_blank_lines() {
        for length in 1..=300 {
            let der = vec![0xa5; length];
            let body = shown(&openssl::base64::encode_block(&der), 64, "\n", Form::BlankLines);
            assert_eq!(opened(&body), Ok(der), "{length}");
        }
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
