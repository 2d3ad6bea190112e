//! Quoting a configuration file in a message without giving a key away.

/// The most characters of the reader's words that are shown.
const LONGEST: usize = 200;
/// A run of the letters of Base64 that is longer may be a key. A host name is shorter between its dots.
const LONGEST_WORD: usize = 30;
/// The digits of a fingerprint.
const FINGERPRINT: usize = 64;

/// What the TOML reader said, with `…` for all that may be a private key.
pub(super) fn quoted(message: &str) -> String {
    if message.contains("-----") {
        return "PEM stands where something else belongs".to_owned();
    }
    let mut shown = String::new();
    let mut word = String::new();
    for letter in message.chars() {
        if letter.is_ascii_alphanumeric() || matches!(letter, '+' | '/' | '=') {
            word.push(letter);
            continue;
        }
        shown.push_str(word_or_dots(&word));
        word.clear();
        shown.push(if letter == '\n' { ' ' } else { letter });
    }
    shown.push_str(word_or_dots(&word));
    shown.chars().take(LONGEST).collect()
}

/// A name that stands for a fingerprint, where it looks like one.
pub(super) fn fingerprint(name: &str) -> &str {
    if is_fingerprint(name) {
        name
    } else {
        "whose name is no fingerprint"
    }
}

fn word_or_dots(word: &str) -> &str {
    if word.len() > LONGEST_WORD && !is_fingerprint(word) {
        "…"
    } else {
        word
    }
}

fn is_fingerprint(word: &str) -> bool {
    word.len() == FINGERPRINT && word.bytes().all(|digit| digit.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_in_base64_is_not_shown_and_fingerprints_are() {
        let key = "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQg+/0=";
        let digest = "83290e6499dd2b0e7ab225601eaa94c13dabd0a88bcaef1525a2b17a1e61348c";
        let said = quoted(&format!(
            "unknown field `{key}`,\nexpected {digest} or mail.example.com"
        ));
        assert_eq!(
            said,
            format!("unknown field `…`, expected {digest} or mail.example.com")
        );
        assert_eq!(fingerprint(key), "whose name is no fingerprint");
        assert_eq!(fingerprint(digest), digest);
    }

    #[test]
    fn pem_and_long_messages_are_cut() {
        assert!(!quoted("found -----BEGIN PRIVATE KEY----- MC4CAQ").contains("MC4"));
        assert_eq!(quoted(&"ab ".repeat(100)).chars().count(), LONGEST);
    }
}
