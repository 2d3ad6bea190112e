//! The words and signs of Rust code, with their lines.

/// A word, a `::`, or one other sign.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
}

/// The tokens of `code`, which holds no comments and no literals.
pub(crate) fn tokens(code: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    for (index, line) in code.lines().enumerate() {
        let mut rest = line.trim_start();
        while let Some(first) = rest.chars().next() {
            let length = if is_word(first) {
                rest.find(|letter: char| !is_word(letter)).unwrap_or(rest.len())
            } else if rest.starts_with("::") {
                2
            } else {
                first.len_utf8()
            };
            let (text, after) = rest.split_at(length);
            tokens.push(Token {
                text: text.to_owned(),
                line: index + 1,
            });
            rest = after.trim_start();
        }
    }
    tokens
}

/// Whether `tokens` begin with these words and signs.
pub(crate) fn begin_with(tokens: &[Token], texts: &[&str]) -> bool {
    tokens.len() >= texts.len() && tokens.iter().zip(texts).all(|(token, text)| token.text == *text)
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

#[cfg(test)]
mod tests {
    use super::{begin_with, tokens};

    #[test]
    fn path_is_words_and_double_colons() {
        let tokens = tokens("use a::b_1;\n x: T");
        let texts: Vec<_> = tokens.iter().map(|token| token.text.as_str()).collect();
        assert_eq!(texts, ["use", "a", "::", "b_1", ";", "x", ":", "T"]);
        assert_eq!(tokens.last().unwrap().line, 2);
    }

    #[test]
    fn beginning_longer_than_the_tokens_is_none() {
        assert!(begin_with(&tokens("a b"), &["a", "b"]));
        assert!(!begin_with(&tokens("a b"), &["a", "b", "c"]));
    }
}
