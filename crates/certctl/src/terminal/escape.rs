//! Escaping of characters that would drive a terminal or disguise a text.

use std::{borrow::Cow, fmt::Write as _};

/// `text` with every character that drives a terminal, turns text around or is not seen written as `\u{…}`, so that it
/// stays on its line and shows all that it holds.
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
pub(crate) fn escape_json(document: &str) -> Cow<'_, str> {
    let is_hidden = |character| is_unsafe(character) && character != '\n';
    if !document.contains(is_hidden) {
        return Cow::Borrowed(document);
    }
    let mut escaped = String::with_capacity(document.len());
    for character in document.chars() {
        if is_hidden(character) {
            // One outside the basic plane is two units in JSON (RFC 8259 §7); writing to a String does not fail.
            for unit in character.encode_utf16(&mut [0; 2]) {
                let _never = write!(escaped, "\\u{unit:04x}");
            }
        } else {
            escaped.push(character);
        }
    }
    Cow::Owned(escaped)
}

/// Control characters (General Category Cc), those that turn the direction of text around or end a line, and those that
/// show nothing (Unicode 16.0, `Default_Ignorable_Code_Point` and Category Cf), with which two different texts look the
/// same.
fn is_unsafe(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '\u{ad}'
                | '\u{34f}'
                | '\u{600}'..='\u{605}'
                | '\u{61c}'
                | '\u{6dd}'
                | '\u{70f}'
                | '\u{890}'..='\u{891}'
                | '\u{8e2}'
                | '\u{115f}'..='\u{1160}'
                | '\u{17b4}'..='\u{17b5}'
                | '\u{180b}'..='\u{180f}'
                | '\u{200b}'..='\u{200f}'
                | '\u{2028}'..='\u{202e}'
                | '\u{2060}'..='\u{206f}'
                | '\u{3164}'
                | '\u{fe00}'..='\u{fe0f}'
                | '\u{feff}'
                | '\u{ffa0}'
                | '\u{fff0}'..='\u{fffb}'
                | '\u{110bd}'
                | '\u{110cd}'
                | '\u{13430}'..='\u{1343f}'
                | '\u{1bca0}'..='\u{1bca3}'
                | '\u{1d173}'..='\u{1d17a}'
                | '\u{e0000}'..='\u{e0fff}'
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
    fn what_is_not_seen_is_shown() {
        for hidden in [
            '\u{ad}',
            '\u{200b}',
            '\u{200d}',
            '\u{2060}',
            '\u{feff}',
            '\u{180e}',
            '\u{fe0f}',
            '\u{e0041}',
            '\u{e0100}',
        ] {
            let shown = format!("mail{}.example.com", hidden.escape_unicode());
            assert_eq!(escape(&format!("mail{hidden}.example.com")), shown);
            let plain = serde_json::json!(format!("a{hidden}")).to_string();
            let document = escape_json(&plain);
            assert!(document.is_ascii(), "{document}");
            let read: String = serde_json::from_str(&document).unwrap();
            assert_eq!(read, format!("a{hidden}"));
        }
    }

    #[test]
    fn an_escaped_document_means_the_same() {
        let value = serde_json::json!({ "name": "a\u{9b}b\u{202e}\u{7f}", "other": "ä\n" });
        let plain = serde_json::to_string_pretty(&value).unwrap();
        let text = escape_json(&plain);
        assert!(!text.contains(['\u{9b}', '\u{202e}', '\u{7f}']));
        assert_eq!(serde_json::from_str::<serde_json::Value>(&text).unwrap(), value);
    }
}
