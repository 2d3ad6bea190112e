//! The character encoding of a text: what Windows editors write becomes UTF-8.

use zeroize::Zeroizing;

/// How much of a text without a byte order mark is looked at, in octets.
const WINDOW: usize = 64;

/// `bytes` in UTF-8 when they are UTF-16: with a byte order mark, or plainly ASCII in two octets each. The text can hold
/// a key, so it is overwritten when it is dropped.
pub(super) fn utf8_of_utf16(bytes: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let decode: fn([u8; 2]) -> u16 = match bytes {
        [0xff, 0xfe, ..] => u16::from_le_bytes,
        [0xfe, 0xff, ..] => u16::from_be_bytes,
        _ if is_wide_ascii(bytes, |pair| pair[1] == 0 && pair[0] != 0) => u16::from_le_bytes,
        _ if is_wide_ascii(bytes, |pair| pair[0] == 0 && pair[1] != 0) => u16::from_be_bytes,
        _ => return None,
    };
    let (pairs, _) = bytes.as_chunks::<2>();
    // A unit takes three octets at most, so the text never grows and leaves no copy behind.
    let mut text = Zeroizing::new(Vec::with_capacity(pairs.len() * 3));
    let mut buffer = [0; 4];
    for character in char::decode_utf16(pairs.iter().map(|pair| decode(*pair))) {
        let character = character.unwrap_or(char::REPLACEMENT_CHARACTER);
        text.extend_from_slice(character.encode_utf8(&mut buffer).as_bytes());
    }
    Some(text)
}

fn is_wide_ascii(bytes: &[u8], fits: impl Fn(&[u8; 2]) -> bool) -> bool {
    let (pairs, _) = bytes.get(..WINDOW).unwrap_or(bytes).as_chunks::<2>();
    pairs.len() >= 8 && pairs.iter().all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wide(text: &str, encode: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(encode).collect()
    }

    #[test]
    fn both_orders_are_read_with_and_without_mark() {
        let text = "-----BEGIN CERTIFICATE-----";
        for encode in [u16::to_le_bytes, u16::to_be_bytes] {
            assert_eq!(**utf8_of_utf16(&wide(text, encode)).unwrap(), *text.as_bytes());
            let marked = format!("\u{feff}{text}");
            assert_eq!(
                **utf8_of_utf16(&wide(&marked, encode)).unwrap(),
                *marked.as_bytes()
            );
        }
    }

    #[test]
    fn everything_else_stays_as_it_is() {
        for bytes in [&b"plain"[..], b"\xef\xbb\xbfplain", &[0; 100], &[0x30, 0x82]] {
            assert!(utf8_of_utf16(bytes).is_none());
        }
    }
}
