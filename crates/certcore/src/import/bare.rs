//! Base64 of DER without BEGIN and END lines, as some certification authorities mail it.

use zeroize::Zeroizing;

use super::{
    armour::{bare_line, clean},
    block::LineCounter,
};
use crate::textual;

/// The shortest first line that is looked at, in characters.
const SHORTEST: usize = 16;
/// A label for the base64 while it is undone; it is not seen outside.
const LABEL: &str = "BASE64";

/// Some lines of base64 and what they encode.
pub(super) struct Bare {
    /// The first line, counted from 1.
    pub(super) line: usize,
    /// The octets; they can be a key, and are overwritten when they are dropped.
    pub(super) contents: Zeroizing<Vec<u8>>,
}

/// Every run of base64 lines in `text` that can begin a DER sequence and can be undone.
pub(super) fn runs(text: &[u8]) -> impl Iterator<Item = Bare> {
    let mut lines = LineCounter::new(text);
    let mut offset = 0;
    std::iter::from_fn(move || {
        while offset < text.len() {
            let start = offset;
            let (line, next) = line_at(text, start);
            offset = next;
            if !begins(line) {
                continue;
            }
            let mut end = start + line.len();
            let mut padded = line.ends_with(b"=");
            while offset < text.len() && !padded {
                let (line, next) = line_at(text, offset);
                if !is_base64(bare_line(line)) {
                    break;
                }
                padded = line.ends_with(b"=");
                end = offset + line.len();
                offset = next;
            }
            let run = text.get(start..end).unwrap_or_default();
            if let Ok(clean) = clean(LABEL, run)
                && let Some(Ok(body)) = textual::bodies(clean.as_bytes(), |_| true).next()
                && let Some(decoded) = textual::decode(body)
            {
                return Some(Bare {
                    line: lines.line_at(start),
                    contents: decoded.contents,
                });
            }
        }
        None
    })
}

/// The line that begins at `start`, and where the next one begins.
fn line_at(text: &[u8], start: usize) -> (&[u8], usize) {
    let rest = text.get(start..).unwrap_or_default();
    let length = memchr::memchr2(b'\n', b'\r', rest).unwrap_or(rest.len());
    let end = match rest.get(length..) {
        Some([b'\r', b'\n', ..]) => length + 2,
        _ => length + 1,
    };
    (rest.get(..length).unwrap_or_default(), start + end)
}

/// Whether a line can be the first: a sequence with a long length (0x30 0x80 and above) encodes to `MI`.
fn begins(line: &[u8]) -> bool {
    let line = bare_line(line);
    line.starts_with(b"MI") && line.len() >= SHORTEST && is_base64(line)
}

fn is_base64(line: &[u8]) -> bool {
    !line.is_empty()
        && line
            .iter()
            .all(|octet| octet.is_ascii_alphanumeric() || matches!(octet, b'+' | b'/' | b'='))
}

#[cfg(test)]
mod tests {
    use super::*;

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
            let found: Vec<_> = runs(text.as_bytes())
                .map(|run| (run.line, run.contents.len()))
                .collect();
            assert_eq!(found, [(3, 15), (6, 12)], "{end:?}");
        }
    }

    #[test]
    fn prose_is_no_base64() {
        assert_eq!(runs(b"MIND THE GAP\nMITTEILUNG\nMICROSOFT=\n").count(), 0);
    }
}
