//! The character encoding of a text: what Windows editors and PowerShell write becomes UTF-8, also where only a part of a
//! file is in UTF-16.

use zeroize::Zeroizing;

use super::{binary, block::blocks};

/// How many characters in a row make octets UTF-16 when no byte order mark stands before them.
const SHORTEST: usize = 8;

/// A text in UTF-8, and where its parts came from.
pub(super) struct Decoded<'a> {
    text: Text<'a>,
    /// Offsets in the text and in the input, where a part begins.
    parts: Vec<(usize, usize)>,
}

/// The text can hold a key, so a copy is overwritten when it is dropped.
enum Text<'a> {
    AsIs(&'a [u8]),
    Copy(Zeroizing<Vec<u8>>),
}

impl Decoded<'_> {
    /// The text.
    pub(super) fn text(&self) -> &[u8] {
        match &self.text {
            Text::AsIs(text) => text,
            Text::Copy(text) => text,
        }
    }

    /// The offset in the input of what stands at `offset` in the text and is no UTF-16.
    pub(super) fn offset_in_input(&self, offset: usize) -> usize {
        let part = self.parts.iter().rfind(|(in_text, _)| *in_text <= offset);
        part.map_or(offset, |(in_text, in_input)| in_input + (offset - in_text))
    }
}

/// `bytes` with UTF-16 in UTF-8. What stands before `start`, in PEM blocks, and in binary objects between them, stays as it
/// is: names in certificates can be in UTF-16.
pub(super) fn decode(bytes: &[u8], start: usize) -> Decoded<'_> {
    let as_is = |bytes| Decoded {
        text: Text::AsIs(bytes),
        parts: Vec::new(),
    };
    if memchr::memchr(0, bytes.get(start..).unwrap_or_default()).is_none() {
        return as_is(bytes);
    }
    let mut runs = Vec::new();
    let mut blocks = blocks(bytes, start);
    let mut offset = start;
    loop {
        let gap = bytes.get(..blocks.next_start()).unwrap_or(bytes);
        runs_in(gap, offset, &mut runs);
        let Some(block) = blocks.next() else { break };
        offset = block.end;
    }
    if runs.is_empty() {
        return as_is(bytes);
    }
    // A unit of two octets takes three at most, so the text never grows and leaves no copy behind.
    let mut text = Zeroizing::new(Vec::with_capacity(bytes.len() + bytes.len() / 2));
    let mut parts = Vec::with_capacity(runs.len());
    let mut copied = 0;
    for run in runs {
        text.extend_from_slice(bytes.get(copied..run.start).unwrap_or_default());
        let (pairs, _) = bytes.get(run.start..run.end).unwrap_or_default().as_chunks::<2>();
        let mut buffer = [0; 4];
        for character in char::decode_utf16(pairs.iter().map(|pair| run.order.unit(*pair))) {
            let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
            text.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
        }
        copied = run.end;
        parts.push((text.len(), copied));
    }
    text.extend_from_slice(bytes.get(copied..).unwrap_or_default());
    Decoded {
        text: Text::Copy(text),
        parts,
    }
}

/// Octets that are UTF-16.
struct Run {
    start: usize,
    end: usize,
    order: Order,
}

/// Which octet of a unit comes first.
#[derive(Clone, Copy, PartialEq)]
enum Order {
    LittleEndian,
    BigEndian,
}

impl Order {
    /// The byte order mark.
    fn mark(self) -> [u8; 2] {
        match self {
            Self::LittleEndian => [0xff, 0xfe],
            Self::BigEndian => [0xfe, 0xff],
        }
    }

    fn unit(self, pair: [u8; 2]) -> u16 {
        match self {
            Self::LittleEndian => u16::from_le_bytes(pair),
            Self::BigEndian => u16::from_be_bytes(pair),
        }
    }

    /// How many units at the start of `bytes` are text as it stands in and around PEM. The first is ASCII: one that is
    /// taken for another when the order is wrong is not.
    fn length(self, bytes: &[u8]) -> usize {
        let (pairs, _) = bytes.as_chunks::<2>();
        let mut units = pairs.iter().map(|pair| self.unit(*pair));
        match units.next() {
            Some(first) if first < 0x7f && is_text(first) => {
                1 + units.take_while(|unit| is_text(*unit)).count()
            }
            _ => 0,
        }
    }

    /// Whether `bytes` can be UTF-16 in any letters, and are not plainly ASCII.
    fn is_other_text(self, bytes: &[u8]) -> bool {
        let (pairs, rest) = bytes.as_chunks::<2>();
        let is_ascii = |octet: &u8| matches!(octet, 0x09 | 0x0a | 0x0d | 0x20..=0x7e);
        rest.is_empty()
            && (bytes.is_empty() || !bytes.iter().all(is_ascii))
            && char::decode_utf16(pairs.iter().map(|pair| self.unit(*pair)))
                .all(|character| character.is_ok_and(|c| c.is_whitespace() || !c.is_control()))
    }
}

/// Latin letters, blanks and line ends, punctuation such as dashes and quote marks, and the byte order mark.
fn is_text(unit: u16) -> bool {
    matches!(unit, 0x09 | 0x0a | 0x0d | 0x20..=0x7e | 0xa0..=0xff | 0x2000..=0x206f | 0xfeff)
}

/// Puts the runs of UTF-16 in `bytes` from `offset` on. Other letters between two runs, or behind the last, belong to them.
fn runs_in(bytes: &[u8], mut offset: usize, runs: &mut Vec<Run>) {
    let mut last: Option<Run> = None;
    loop {
        let rest = bytes.get(offset..).unwrap_or_default();
        let objects = rest.trim_ascii_start();
        let extent = binary::extent(objects);
        if extent > 0 {
            offset += rest.len() - objects.len() + extent;
            runs.extend(last.take());
        }
        let before = last.as_ref().map(|run| run.order);
        let goes_on = |run: &Run| {
            let between = bytes.get(offset..run.start).unwrap_or_default();
            run.order.is_other_text(between)
        };
        let next = before
            .and_then(|order| run_in(bytes, offset, &[order]).filter(goes_on))
            .or_else(|| run_in(bytes, offset, &[Order::LittleEndian, Order::BigEndian]));
        let (start, end) = next
            .as_ref()
            .map_or((bytes.len(), bytes.len()), |run| (run.start, run.end));
        let between = bytes.get(offset..start).unwrap_or_default();
        match &mut last {
            Some(run)
                if next.as_ref().is_none_or(|next| next.order == run.order)
                    && run.order.is_other_text(between) =>
            {
                run.end = end;
            }
            _ => runs.extend(last.take()),
        }
        if next.is_none() {
            return runs.extend(last);
        }
        offset = end;
        last = last.or(next);
    }
}

/// The first run of UTF-16 in one of `orders` from `offset` on.
fn run_in(bytes: &[u8], offset: usize, orders: &[Order]) -> Option<Run> {
    let rest = bytes.get(offset..)?;
    let marked = orders.iter().find(|order| rest.starts_with(&order.mark()));
    if let Some(order) = marked {
        let (pairs, _) = rest.get(2..)?.as_chunks::<2>();
        let length = pairs
            .iter()
            .take_while(|pair| is_text(order.unit(**pair)))
            .count();
        return Some(Run {
            start: offset,
            end: offset + 2 + 2 * length,
            order: *order,
        });
    }
    memchr::memchr_iter(0, rest).find_map(|zero| {
        orders.iter().find_map(|order| {
            // In Latin letters every other octet is zero, the second of the first unit or the first.
            let start = match order {
                Order::LittleEndian => zero.checked_sub(1)?,
                Order::BigEndian => zero,
            };
            let length = order.length(rest.get(start..)?);
            let marked = rest.get(..start)?.ends_with(&order.mark());
            (length >= SHORTEST || marked && length > 0).then_some(Run {
                start: offset + if marked { start - 2 } else { start },
                end: offset + start + 2 * length,
                order: *order,
            })
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const ORDERS: [fn(u16) -> [u8; 2]; 2] = [u16::to_le_bytes, u16::to_be_bytes];

    fn wide(text: &str, encode: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(encode).collect()
    }

    fn decoded(bytes: &[u8]) -> String {
        String::from_utf8_lossy(decode(bytes, 0).text()).into_owned()
    }

    const PEM: &str = "-----BEGIN CERTIFICATE-----\r\nAAAA\r\n-----END CERTIFICATE-----\r\n";

    #[test]
    fn both_orders_are_read_with_and_without_mark() {
        for encode in ORDERS {
            assert_eq!(decoded(&wide(PEM, encode)), PEM);
            let marked = format!("\u{feff}{PEM}");
            assert_eq!(decoded(&wide(&marked, encode)), marked);
            assert_eq!(decoded(&wide("\u{feff} ", encode)), "\u{feff} ");
        }
    }

    #[test]
    fn a_part_in_another_encoding_is_read_wherever_it_stands() {
        for encode in ORDERS {
            for mark in ["", "\u{feff}"] {
                let part = wide(&format!("{mark}{PEM}"), encode);
                let narrow = PEM.as_bytes();
                let expected = format!("{mark}{PEM}");
                assert_eq!(decoded(&[narrow, &part].concat()), format!("{PEM}{expected}"));
                assert_eq!(decoded(&[&part, narrow].concat()), format!("{expected}{PEM}"));
                assert_eq!(
                    decoded(&[narrow, b"x", &part, narrow].concat()),
                    format!("{PEM}x{expected}{PEM}")
                );
            }
        }
    }

    #[test]
    fn other_letters_do_not_end_the_encoding() {
        for encode in ORDERS {
            for text in [
                format!("\u{feff}Сертификат\r\n{PEM}中间证书\r\n{PEM}Ende \u{1f512}"),
                format!("{PEM}Сертификат {PEM}конец"),
            ] {
                assert_eq!(decoded(&wide(&text, encode)), text);
            }
        }
    }

    #[test]
    fn everything_else_stays_as_it_is() {
        let der = [
            &[0x30, 0x82, 0, 0x20][..],
            &wide("sixteen letters.", u16::to_be_bytes),
        ]
        .concat();
        for bytes in [
            &b"plain"[..],
            b"\xef\xbb\xbfplain",
            &[0; 100],
            &[0x30, 0x82],
            &der,
        ] {
            assert!(matches!(decode(bytes, 0).text, Text::AsIs(_)));
        }
        let both = [&der, &wide(PEM, u16::to_le_bytes)[..], &der].concat();
        let decoded = decode(&both, 0);
        assert_eq!(decoded.text(), [&der, PEM.as_bytes(), &der].concat());
        let second = der.len() + PEM.len();
        assert_eq!(decoded.offset_in_input(second), both.len() - der.len());
        assert_eq!(decoded.offset_in_input(3), 3);
    }
}
