//! Base64 without BEGIN and END lines: of DER, as some certification authorities mail it, and of PEM, as attachments of
//! mails, Kubernetes secrets, Traefik's `acme.json`, environment files and LDIF carry it. The alphabet of URLs (RFC 4648 §5)
//! is read too.

use core::ops::Range;

use memchr::{memchr2, memmem};
use zeroize::Zeroizing;

use super::{
    armour::{ArmourError, bare_line, clean},
    binary::is_binary,
    binary_error::{BinaryError, error_at},
    block::LineCounter,
};
use crate::textual;

/// The shortest base64 in lines of its own that is looked at, in characters.
const SHORTEST_LINE: usize = 16;
/// The shortest base64 that is looked at when other text stands in its first line, in characters.
const SHORTEST_WORD: usize = 64;
/// Where base64 may end: `=`, and what quoted-printable makes of it and of a line end or a blank.
const ENDINGS: [&[u8]; 6] = [b"=", b"=3D", b"=0D", b"=0A", b"=20", b"=09"];
/// The most places inside one run at which it is tried whether an object begins.
const MOST_TRIED: usize = 16;
/// How many characters show whether an object begins, with marks before them.
const WINDOW: usize = 128;
/// How base64 of a long DER sequence begins (0x30 0x80 and above), and how that of `-----BEGIN ` does.
const BEGINNINGS: [&[u8]; 2] = [b"MI", b"LS0tLS1CRUdJTi"];
/// A label for the base64 while it is undone; it is not seen outside.
const LABEL: &str = "BASE64";

/// Some base64 and what it encodes.
pub(super) struct Bare {
    /// The first line, counted from 1.
    pub(super) line: usize,
    /// The octets, which begin like DER or hold PEM. They can be a key, and are overwritten when they are dropped.
    pub(super) contents: Result<Zeroizing<Vec<u8>>, ArmourError>,
}

/// Where base64 begins, and what it encodes.
struct Undone {
    start: usize,
    contents: Result<Zeroizing<Vec<u8>>, ArmourError>,
}

/// Finds base64 in parts of a text, one part after the other.
pub(super) struct Finder<'a> {
    text: &'a [u8],
    lines: LineCounter<'a>,
}

impl<'a> Finder<'a> {
    pub(super) fn new(text: &'a [u8]) -> Self {
        Self {
            text,
            lines: LineCounter::new(text),
        }
    }

    /// The base64 in `part`, which begins behind the parts before it. Every line is in one run at most.
    pub(super) fn find(&mut self, part: Range<usize>) -> impl Iterator<Item = Bare> {
        let text = self.text.get(..part.end).unwrap_or(self.text);
        let mut offset = part.start;
        let mut words: Vec<Range<usize>> = Vec::new();
        std::iter::from_fn(move || {
            loop {
                while let Some(run) = words.pop() {
                    if let Some(found) = undo(text, run) {
                        return Some(Bare {
                            line: self.lines.line_at(found.start),
                            contents: found.contents,
                        });
                    }
                }
                if offset >= text.len() {
                    return None;
                }
                let (line, next) = line_at(text, offset);
                offset = next;
                let shortest;
                (words, shortest) = words_of(text, line.clone());
                if let Some(last) = words.last_mut()
                    && goes_on(text, last.end..line.end)
                {
                    (last.end, offset) = continued(text, last.clone(), next);
                }
                words.retain(|word| word.len() >= shortest);
                words.reverse();
            }
        })
    }
}

/// The base64 in a line, and how long it must be: the line as a whole, or words of which the last may be short, since it can
/// go on in the next line.
fn words_of(text: &[u8], line: Range<usize>) -> (Vec<Range<usize>>, usize) {
    let content = text.get(line.clone()).unwrap_or_default();
    if is_base64(bare_line(content)) {
        return (vec![line], SHORTEST_LINE);
    }
    let mut words = Vec::new();
    let mut add = |word: Range<usize>| {
        if word.len() >= SHORTEST_WORD || !word.is_empty() && goes_on(text, word.end..line.end) {
            words.push(word);
        }
    };
    let mut start = line.start;
    let mut before = 0_u8;
    for (at, octet) in line.clone().zip(content) {
        let is_part = match octet {
            b'=' => true,
            b'\\' => matches!(text.get(at + 1), Some(b'/' | b'n' | b'r' | b'u')),
            octet => is_digit(*octet),
        };
        if !is_part {
            add(start..at);
            start = at + 1;
        } else if before == b'=' && *octet != b'=' {
            // `=` ends a word, or it is the sign between a name and its value.
            add(start..at);
            start = at;
        }
        before = *octet;
    }
    add(start..line.end);
    (words, SHORTEST_WORD)
}

/// Whether nothing but quote marks and blanks stands in `rest`, the rest of a line, so that the next line can go on.
fn goes_on(text: &[u8], rest: Range<usize>) -> bool {
    rest.len() < WINDOW && bare_line(text.get(rest).unwrap_or_default()).is_empty()
}

/// Where base64 ends that goes on in the lines from `next` on, and where the line behind it begins.
fn continued(text: &[u8], run: Range<usize>, next: usize) -> (usize, usize) {
    let bare = |line: Range<usize>| bare_line(text.get(line).unwrap_or_default());
    let is_padded = |line: &[u8]| line.ends_with(b"=") || line.ends_with(b"=3D");
    let is_url = |line: &[u8]| memchr2(b'-', b'_', line).is_some();
    let (mut end, mut offset) = (run.end, next);
    let first = bare(run);
    let mut padded = is_padded(first);
    let mut url = is_url(first);
    while offset < text.len() && !padded {
        let (line, next) = line_at(text, offset);
        let content = bare(line.clone());
        // Two dashes begin a boundary of MIME or a signature.
        let is_boundary = !url && text.get(line.clone()).unwrap_or_default().starts_with(b"--");
        if is_boundary || !is_base64(content) {
            break;
        }
        padded = is_padded(content);
        url |= is_url(content);
        (end, offset) = (line.end, next);
    }
    (end, offset)
}

/// What `run` encodes when it is something to read, and where that begins: at the start, or else behind a sign or a line end
/// at which an object seems to begin.
fn undo(text: &[u8], run: Range<usize>) -> Option<Undone> {
    let whole = text.get(run.clone())?;
    if let Some(contents) = decode(whole) {
        let start = run.start;
        return Some(Undone { start, contents });
    }
    let mut before = 0_u8;
    run.clone()
        .zip(whole)
        .filter(|(at, octet)| {
            let is_start = *at > run.start && !before.is_ascii_alphanumeric() && !octet.is_ascii_whitespace();
            before = **octet;
            is_start && begins(text.get(*at..run.end).unwrap_or_default())
        })
        .take(MOST_TRIED)
        .find_map(|(start, _)| {
            let contents = decode(text.get(start..run.end)?)?;
            Some(Undone { start, contents })
        })
}

/// What base64 encodes, when that is something to read, or why it is damaged, when it begins as base64 of such a thing.
fn decode(run: &[u8]) -> Option<Result<Zeroizing<Vec<u8>>, ArmourError>> {
    let standard = in_standard_alphabet(run);
    let text = standard.as_deref().map_or(run, Vec::as_slice);
    let decoded = clean(LABEL, text).and_then(|clean| {
        let body = textual::bodies(clean.as_bytes(), |_| true).next();
        body.and_then(Result::ok)
            .and_then(textual::decode)
            .map(|decoded| decoded.contents)
            .ok_or(ArmourError::Length)
    });
    match decoded {
        Ok(contents) => {
            let is_readable = is_binary(&contents) || is_cut(&contents) || holds_pem(&contents);
            is_readable.then_some(Ok(contents))
        }
        Err(error) => (run.len() >= SHORTEST_WORD && begins(run)).then_some(Err(error)),
    }
}

/// `run` in the alphabet of RFC 4648 §4, when it is in that of §5.
fn in_standard_alphabet(run: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    memchr2(b'-', b'_', run)?;
    let mut standard = Zeroizing::new(Vec::with_capacity(run.len()));
    for line in run.split_inclusive(|octet| matches!(octet, b'\n' | b'\r')) {
        // A dash before other marks and blanks is a mark itself.
        let (marks, data) = if is_base64(line.trim_ascii()) {
            (0, line.len())
        } else {
            let bare = bare_line(line);
            (memmem::find(line, bare).unwrap_or_default(), bare.len())
        };
        standard.extend(line.iter().enumerate().map(|(at, octet)| match octet {
            b'-' if at >= marks && at - marks < data => b'+',
            b'_' => b'/',
            octet => *octet,
        }));
    }
    Some(standard)
}

/// Whether PEM stands in `contents`, in UTF-8 or in UTF-16.
fn holds_pem(contents: &[u8]) -> bool {
    [&b"-----BEGIN "[..], b"B\0E\0G\0I\0N\0 ", b"\0B\0E\0G\0I\0N\0 "]
        .iter()
        .any(|begin| memmem::find(contents, begin).is_some())
}

/// Whether `run` begins as base64 of a DER sequence or of PEM does.
fn begins(run: &[u8]) -> bool {
    let window = run.get(..WINDOW).unwrap_or(run);
    let mut start = Zeroizing::new(Vec::with_capacity(WINDOW));
    for line in window.split(|octet| matches!(octet, b'\n' | b'\r')) {
        start.extend_from_slice(bare_line(line));
        if start.len() >= SHORTEST_LINE {
            break;
        }
    }
    BEGINNINGS.iter().any(|beginning| start.starts_with(beginning))
        || start
            .get(..8)
            .filter(|start| start.starts_with(b"M"))
            .and_then(textual::decode)
            .is_some_and(|start| is_short_sequence(&start.contents))
}

/// Whether this is the start of a key or a certificate of less than 256 octets, and the rest is missing.
fn is_cut(contents: &[u8]) -> bool {
    contents.len() >= SHORTEST_WORD / 4 * 3
        && is_short_sequence(contents)
        && matches!(error_at(contents), BinaryError::Truncated { .. })
}

/// Whether `start` begins with the headers of a sequence of 32 to 255 octets, and of a number or a sequence in it.
fn is_short_sequence(start: &[u8]) -> bool {
    matches!(
        start,
        [0x30, 0x81, 0x80..=0xff, 0x02 | 0x30, ..] | [0x30, 0x20..=0x7f, 0x02 | 0x30, ..]
    )
}

/// Whether `line` is base64 with its padding, if any, at the end.
fn is_base64(line: &[u8]) -> bool {
    let mut data = line;
    while let Some(shorter) = ENDINGS.iter().find_map(|ending| data.strip_suffix(*ending)) {
        data = shorter;
    }
    !line.is_empty() && data.iter().all(|octet| is_digit(*octet))
}

/// Whether `octet` is in one of the alphabets of RFC 4648 §4 and §5.
fn is_digit(octet: u8) -> bool {
    octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'/' | b'-' | b'_')
}

/// The line that begins at `start`, and where the next one begins.
fn line_at(text: &[u8], start: usize) -> (Range<usize>, usize) {
    let rest = text.get(start..).unwrap_or_default();
    let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
    let end = start + length;
    let next = match rest.get(length..) {
        Some([b'\r', b'\n', ..]) => end + 2,
        _ => end + 1,
    };
    (start..end, next)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Vec<(usize, usize)> {
        let mut finder = Finder::new(text.as_bytes());
        finder
            .find(0..text.len())
            .map(|run| (run.line, run.contents.unwrap().len()))
            .collect()
    }

    /// Base64 of a DER sequence of 60 octets.
    fn der() -> String {
        openssl::base64::encode_block(&[&[0x30, 0x82, 0, 56][..], &[0; 56]].concat())
    }

    /// Base64 of a PEM block of 60 octets.
    fn pem() -> String {
        let block = "-----BEGIN AB-----\nAAAAAAAAAAAAAAAAAAAAAA==\n-----END AB-----";
        assert_eq!(block.len(), 60);
        openssl::base64::encode_block(block.as_bytes())
    }

    #[test]
    fn runs_are_found_between_prose_and_in_every_line_ending() {
        for end in ["\n", "\r\n", "\r"] {
            let text = [
                "Hello,",
                "",
                "> MIIAAAAAAAAAAAAA",
                "> AAAA",
                "",
                "MIIBBBBBBBBBBBBB",
                "-- ",
                "Bye",
            ]
            .join(end);
            assert_eq!(found(&text), [(3, 15), (6, 12)], "{end:?}");
        }
    }

    #[test]
    fn base64_beside_other_text_in_its_line_is_found() {
        let (pem, der) = (pem(), der());
        assert_eq!(
            found(&format!("data:\n  tls.crt: {pem}\n  tls.key: {der}\n")),
            [(2, 60), (3, 60)]
        );
        assert_eq!(
            found(&format!("{{\"certificate\":\"{pem}\",\"key\":\"{der}\"}}")),
            [(1, 60), (1, 60)]
        );
        let (first, second) = pem.split_at(64);
        assert_eq!(found(&format!("crt: {first}\n  {second}\nnext: x")), [(1, 60)]);
        assert_eq!(found(&format!("\"{first}\\n{second}\",")), [(1, 60)]);
    }

    #[test]
    fn other_base64_before_it_does_not_hide_it() {
        let der = der();
        assert_eq!(found(&format!("AbsolutelyNothing\n{der}\n")), [(2, 60)]);
    }

    #[test]
    fn a_name_before_an_equals_sign_is_no_base64() {
        let der = der();
        for name in ["cert", "TLS_CERT", "CRT", "certificate", "a=b", "export X"] {
            for quote in ["", "\"", "'"] {
                let text = format!("{name}={quote}{der}{quote}\n");
                assert_eq!(found(&text), [(1, 60)], "{text}");
                let (first, second) = der.split_at(40);
                let text = format!("{name}={quote}{first}\n{second}{quote}\nnext=x\n");
                assert_eq!(found(&text), [(1, 60)], "{text}");
            }
        }
        let padded = openssl::base64::encode_block(&[&[0x30, 0x82, 0, 57][..], &[0; 57]].concat());
        assert!(padded.ends_with("=="));
        assert_eq!(
            found(&format!("a={padded}\nb={padded};c={padded}")),
            [(1, 61), (2, 61), (2, 61)]
        );
        assert_eq!(found(&format!("a={}", padded.replace('=', "=3D"))), [(1, 61)]);
    }

    #[test]
    fn short_lines_are_measured_together() {
        let der = der();
        for width in [1, 4, 7, 12, 15, 40, 76] {
            for (before, mark) in [
                ("", ""),
                ("userCertificate;binary:: ", " "),
                ("word\n", ""),
                ("a word\n", "> "),
            ] {
                let lines: Vec<_> = der
                    .as_bytes()
                    .chunks(width)
                    .map(|line| str::from_utf8(line).unwrap())
                    .collect();
                let text = format!("dn: cn=x\n{before}{}\n\n", lines.join(&format!("\n{mark}")));
                assert_eq!(
                    found(&text).iter().map(|run| run.1).collect::<Vec<_>>(),
                    [60],
                    "{text}"
                );
            }
        }
    }

    #[test]
    fn the_alphabet_of_urls_is_read() {
        let octets = [&[0x30, 0x82, 0, 56][..], &[0xfb, 0xff].repeat(28)].concat();
        let url = openssl::base64::encode_block(&octets)
            .replace('+', "-")
            .replace('/', "_");
        assert!(url.contains('-') && url.contains('_'));
        for text in [
            format!("{url}\n"),
            format!("- {url}\n"),
            format!("TLS_CERT={url}\n"),
            format!("\"x5c\":[\"{url}\"]"),
            format!("cert-{url}\n"),
            format!("{}\n{}\n", &url[..30], &url[30..]),
        ] {
            assert_eq!(found(&text), [(1, 60)], "{text}");
        }
    }

    #[test]
    fn a_boundary_of_a_mail_ends_base64() {
        let der = der();
        assert_eq!(found(&format!("{der}\n--_000_DB7PR04MB4538_\n")), [(1, 60)]);
        assert_eq!(found(&format!("{der}\n--000000000000abcd\n")), [(1, 60)]);
    }

    #[test]
    fn a_short_key_that_is_cut_is_told() {
        let key = openssl::pkey::PKey::ec_gen("prime256v1")
            .unwrap()
            .private_key_to_pkcs8()
            .unwrap();
        let text = openssl::base64::encode_block(&key);
        let text = format!("key={}", &text[..100]);
        let mut finder = Finder::new(text.as_bytes());
        assert_eq!(finder.find(0..text.len()).count(), 1);
    }

    #[test]
    fn prose_is_no_base64() {
        assert_eq!(
            found("MIND THE GAP\nMITTEILUNG\nMICROSOFT=\nMIkroprozessorenfabrik\n"),
            []
        );
        let words = "MAIN\nMENU\nMET\nMD5\nMHz\nMEMBER\n".repeat(20);
        assert_eq!(found(&words), []);
    }

    #[test]
    fn damaged_base64_of_a_certificate_is_told() {
        let text = der() + "A";
        let mut finder = Finder::new(text.as_bytes());
        let run = finder.find(0..text.len()).next().unwrap();
        assert_eq!(
            run.contents.map(|contents| contents.len()),
            Err(ArmourError::Length)
        );
    }
}
