//! Rust source taken apart into code and comments, without the text of its literals.

/// A source in two layers with the same lines; what belongs to the other layer is blank.
#[derive(Debug)]
pub(crate) struct Masked {
    /// The code; string, byte and character literals are blank.
    pub(crate) code: String,
    /// The comments, documentation included.
    pub(crate) comments: String,
}

#[derive(Clone, Copy, Eq, PartialEq)]
enum Part {
    Code,
    Comment,
    Literal,
}

/// Takes `source` apart. Source that does not compile gives layers, not errors.
pub(crate) fn mask(source: &str) -> Masked {
    let mut masked = Masked {
        code: String::new(),
        comments: String::new(),
    };
    let mut rest = source;
    while !rest.is_empty() {
        let (part, length) = next_part(rest);
        let (text, after) = rest.split_at(length);
        for letter in text.chars() {
            let blank = if letter == '\n' { letter } else { ' ' };
            masked.code.push(if part == Part::Code { letter } else { blank });
            masked
                .comments
                .push(if part == Part::Comment { letter } else { blank });
        }
        rest = after;
    }
    masked
}

/// What `rest` begins with, and how many bytes of it; at least one.
fn next_part(rest: &str) -> (Part, usize) {
    if rest.starts_with("//") {
        return (Part::Comment, rest.find('\n').unwrap_or(rest.len()));
    }
    if rest.starts_with("/*") {
        return (Part::Comment, block_comment_length(rest));
    }
    if let Some(length) = raw_string_length(rest) {
        return (Part::Literal, length);
    }
    if rest.starts_with('"') {
        return (Part::Literal, quoted_length(rest, '"'));
    }
    if let Some(length) = character_length(rest) {
        return (Part::Literal, length);
    }
    let word = rest.find(|letter: char| !is_word(letter)).unwrap_or(rest.len());
    let letter = rest.chars().next().map_or(1, char::len_utf8);
    (Part::Code, word.max(letter))
}

fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || letter == '_'
}

fn block_comment_length(rest: &str) -> usize {
    let mut depth = 0_usize;
    let mut length = 0;
    let mut left = rest;
    while !left.is_empty() {
        let step = if left.starts_with("/*") {
            depth += 1;
            2
        } else if left.starts_with("*/") {
            depth = depth.saturating_sub(1);
            2
        } else {
            left.chars().next().map_or(1, char::len_utf8)
        };
        length += step;
        left = left.split_at(step).1;
        if depth == 0 {
            break;
        }
    }
    length
}

fn raw_string_length(rest: &str) -> Option<usize> {
    let after_prefix = ["br", "cr", "r"]
        .iter()
        .find_map(|prefix| rest.strip_prefix(prefix))?;
    let body = after_prefix.trim_start_matches('#');
    let hashes = after_prefix.len() - body.len();
    let body = body.strip_prefix('"')?;
    let end = format!("\"{}", "#".repeat(hashes));
    let opening = rest.len() - body.len();
    Some(
        body.find(&end)
            .map_or(rest.len(), |place| opening + place + end.len()),
    )
}

/// The length of a literal between two `quote`s, escapes skipped.
fn quoted_length(rest: &str, quote: char) -> usize {
    let mut letters = rest.char_indices().skip(1);
    while let Some((place, letter)) = letters.next() {
        if letter == '\\' {
            letters.next();
        } else if letter == quote {
            return place + quote.len_utf8();
        }
    }
    rest.len()
}

/// The length of a character literal; `None` when the apostrophe begins a lifetime or a label.
fn character_length(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('\'')?;
    let mut letters = body.chars();
    let first = letters.next()?;
    if first == '\\' {
        return Some(quoted_length(rest, '\''));
    }
    (letters.next() == Some('\'')).then(|| 2 + first.len_utf8())
}

#[cfg(test)]
mod tests {
    use super::mask;

    fn code(source: &str) -> String {
        mask(source).code.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn comments_of_both_kinds_leave_the_code() {
        assert_eq!(code("a // b\nc /* d /* e */ f */ g //! h"), "a c g");
    }

    #[test]
    fn comment_marks_in_literals_are_text() {
        assert_eq!(
            code(r##"a("// x", r#"" /* "#, '"', b'\'', '\u{2f}') // c"##),
            "a( , , , b , )"
        );
    }

    #[test]
    fn lifetimes_are_code() {
        assert_eq!(
            code("fn f<'a>(x: &'a str) -> &'static str { 'x' }"),
            "fn f<'a>(x: &'a str) -> &'static str { }"
        );
    }

    #[test]
    fn escaped_quote_does_not_end_a_string() {
        assert_eq!(code(r#"a("\"b\\"); c"#), "a( ); c");
    }

    #[test]
    fn raw_identifier_is_code() {
        assert_eq!(code("r#type br"), "r#type br");
    }

    #[test]
    fn lines_stay_where_they_are() {
        let masked = mask("a\n/* b\nc */ d\n\"e\nf\" // g\n");
        assert_eq!(masked.code.lines().nth(2).unwrap().trim(), "d");
        assert_eq!(masked.comments.lines().nth(4).unwrap().trim(), "// g");
    }

    #[test]
    fn unfinished_source_comes_to_an_end() {
        for source in ["\"", "'", "'\\", "/*", "r#\"", "/*/", "é'é", "b'"] {
            assert_eq!(
                mask(source).code.chars().count(),
                source.chars().count(),
                "{source}"
            );
        }
    }
}
