//! Escaping of characters that would drive a terminal or disguise a text.

use std::fmt::Write as _;

/// `text` with every control and directional character written as `\u{…}`, so that it stays on its line.
pub(crate) fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        if is_unsafe(character) {
            escaped.extend(character.escape_unicode());
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// A JSON document with the same characters written as `\uXXXX`; its meaning does not change, because JSON has such
/// characters only within strings.
pub(crate) fn escape_json(document: &str) -> String {
    let mut escaped = String::with_capacity(document.len());
    for character in document.chars() {
        if is_unsafe(character) && character != '\n' {
            // All of them lie in the basic plane, and writing to a String does not fail.
            let _never = write!(escaped, "\\u{:04x}", u32::from(character));
        } else {
            escaped.push(character);
        }
    }
    escaped
}

/// Control characters, and those that turn the direction of text around or end a line.
fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{61c}'
        )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escape_sequences_cannot_reach_the_terminal() {
        assert_eq!(
            escape("a\u{1b}[2Jb\r\n\u{9b}c"),
            "a\\u{1b}[2Jb\\u{d}\\u{a}\\u{9b}c"
        );
        assert_eq!(escape("Räksmörgås AB"), "Räksmörgås AB");
    }

    #[test]
    fn text_cannot_be_turned_around() {
        assert_eq!(escape("moc.elpmaxe\u{202e}"), "moc.elpmaxe\\u{202e}");
    }

    #[test]
    fn an_escaped_document_means_the_same() {
        let value = serde_json::json!({ "name": "a\u{9b}b\u{202e}\u{7f}", "other": "ä\n" });
        let text = escape_json(&serde_json::to_string_pretty(&value).unwrap());
        assert!(!text.contains(['\u{9b}', '\u{202e}', '\u{7f}']));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
