//! Base64 without BEGIN and END lines: of DER, as some certification authorities mail it, and of PEM, as attachments of
//! mails, Kubernetes secrets and Traefik's `acme.json` carry it.

use core::ops::Range;

use memchr::memmem;
use zeroize::Zeroizing;

use super::{
    armour::{ArmourError, bare_line, clean},
    binary::is_binary,
    block::LineCounter,
};
use crate::textual;

/// The shortest line of base64 that is looked at, in characters.
const SHORTEST_LINE: usize = 16;
/// The shortest base64 that is looked at beside other text in its line, in characters.
const SHORTEST_WORD: usize = 64;
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

    /// The base64 in `part`, which begins behind the parts before it. Every line is looked at twice at most.
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
                words = words_of(text, line.clone());
                words.reverse();
                match words.first_mut() {
                    Some(last) if last.end == line.end => {
                        (last.end, offset) = continued(text, last.clone(), next);
                    }
                    _ => offset = next,
                }
            }
        })
    }
}

/// The base64 in a line: the line as a whole, or long words in it.
fn words_of(text: &[u8], line: Range<usize>) -> Vec<Range<usize>> {
    let content = text.get(line.clone()).unwrap_or_default();
    let bare = bare_line(content);
    if is_base64(bare) {
        return if bare.len() >= SHORTEST_LINE {
            vec![line]
        } else {
            Vec::new()
        };
    }
    let mut words = Vec::new();
    let mut start = line.start;
    let is_part = |at: usize, octet: u8| {
        is_base64(&[octet]) || (octet == b'\\' && matches!(text.get(at + 1), Some(b'/' | b'n' | b'r')))
    };
    for (at, octet) in line.clone().zip(content) {
        if !is_part(at, *octet) {
            if at - start >= SHORTEST_WORD {
                words.push(start..at);
            }
            start = at + 1;
        }
    }
    if line.end.saturating_sub(start) >= SHORTEST_WORD {
        words.push(start..line.end);
    }
    words
}

/// Where base64 ends that goes on in the lines from `next` on, and where the line behind it begins.
fn continued(text: &[u8], run: Range<usize>, next: usize) -> (usize, usize) {
    let bare = |line: Range<usize>| bare_line(text.get(line).unwrap_or_default());
    let (mut end, mut offset) = (run.end, next);
    let mut padded = bare(run).ends_with(b"=");
    while offset < text.len() && !padded {
        let (line, next) = line_at(text, offset);
        if !is_base64(bare(line.clone())) {
            break;
        }
        padded = bare(line.clone()).ends_with(b"=");
        (end, offset) = (line.end, next);
    }
    (end, offset)
}

/// What `run` encodes when it is something to read, and where that begins: at the start, or else at the first line in it
/// that begins as base64 of a certificate does.
fn undo(text: &[u8], run: Range<usize>) -> Option<Undone> {
    let whole = text.get(run.clone())?;
    if let Some(contents) = decode(whole) {
        let start = run.start;
        return Some(Undone { start, contents });
    }
    let (_, mut offset) = line_at(text, run.start);
    while offset < run.end {
        let (line, next) = line_at(text, offset);
        if begins(text.get(line.clone())?) {
            let start = line.start;
            return decode(text.get(start..run.end)?).map(|contents| Undone { start, contents });
        }
        offset = next;
    }
    None
}

/// What base64 encodes, when that is something to read, or why it is damaged, when it begins as base64 of such a thing.
fn decode(run: &[u8]) -> Option<Result<Zeroizing<Vec<u8>>, ArmourError>> {
    let decoded = clean(LABEL, run).and_then(|clean| {
        let body = textual::bodies(clean.as_bytes(), |_| true).next();
        body.and_then(Result::ok)
            .and_then(textual::decode)
            .map(|decoded| decoded.contents)
            .ok_or(ArmourError::Length)
    });
    match decoded {
        Ok(contents) => (is_binary(&contents) || holds_pem(&contents)).then_some(Ok(contents)),
        Err(error) => (begins(run) && run.len() >= SHORTEST_WORD).then_some(Err(error)),
    }
}

/// Whether PEM stands in `contents`, in UTF-8 or in UTF-16.
fn holds_pem(contents: &[u8]) -> bool {
    [&b"-----BEGIN "[..], b"B\0E\0G\0I\0N\0 ", b"\0B\0E\0G\0I\0N\0 "]
        .iter()
        .any(|begin| memmem::find(contents, begin).is_some())
}

fn begins(line: &[u8]) -> bool {
    let line = bare_line(line);
    BEGINNINGS.iter().any(|beginning| line.starts_with(beginning))
}

fn is_base64(line: &[u8]) -> bool {
    !line.is_empty()
        && line
            .iter()
            .all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'/' | b'='))
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
    fn prose_is_no_base64() {
        assert_eq!(
            found("MIND THE GAP\nMITTEILUNG\nMICROSOFT=\nMIkroprozessorenfabrik\n"),
            []
        );
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
