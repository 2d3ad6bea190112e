//! The words and signs of Rust code, with their lines; and its comments.

use std::ops::Range;

use proc_macro2::{Delimiter, Spacing, TokenStream, TokenTree};

/// A word, a `::`, or one other sign.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Token {
    pub(crate) text: String,
    pub(crate) line: usize,
}

/// A source in two layers.
#[derive(Debug, Default)]
pub(crate) struct Layers {
    /// The code without its literals. Empty when the source is not Rust.
    pub(crate) tokens: Vec<Token>,
    /// The comments, documentation included, in the lines where they are; the code is blank.
    pub(crate) comments: String,
}

/// Takes `source` apart. Source that does not compile gives layers, not errors: the compiler says what is wrong with it.
pub(crate) fn layers(source: &str) -> Layers {
    let Ok(stream) = source.parse::<TokenStream>() else {
        return Layers::default();
    };
    let mut reader = Reader {
        source,
        tokens: Vec::new(),
        code: Vec::new(),
    };
    reader.read(stream);
    let mut comments = source.as_bytes().to_vec();
    for range in reader.code {
        for byte in comments.get_mut(range).into_iter().flatten() {
            if *byte != b'\n' {
                *byte = b' ';
            }
        }
    }
    Layers {
        tokens: reader.tokens,
        comments: String::from_utf8_lossy(&comments).into_owned(),
    }
}

/// Whether `tokens` begin with these words and signs.
pub(crate) fn begin_with(tokens: &[Token], texts: &[&str]) -> bool {
    tokens.len() >= texts.len() && tokens.iter().zip(texts).all(|(token, text)| token.text == *text)
}

struct Reader<'s> {
    source: &'s str,
    tokens: Vec<Token>,
    /// Where the code is, in bytes.
    code: Vec<Range<usize>>,
}

impl Reader<'_> {
    fn read(&mut self, stream: TokenStream) {
        let mut trees = stream.into_iter().peekable();
        while let Some(tree) = trees.next() {
            if self.is_comment(&tree) {
                // A documentation comment is an attribute to the compiler: `#`, a `!` or none, and a group.
                trees.next_if(|next| matches!(next, TokenTree::Punct(sign) if sign.as_char() == '!'));
                trees.next();
                continue;
            }
            match tree {
                TokenTree::Group(group) => {
                    let (open, close) = signs(group.delimiter());
                    self.push(open, group.span_open());
                    self.read(group.stream());
                    self.push(close, group.span_close());
                }
                TokenTree::Ident(word) => self.push(&word.to_string(), word.span()),
                TokenTree::Punct(sign) if sign.as_char() == ':' && sign.spacing() == Spacing::Joint => {
                    self.push("::", sign.span());
                    if let Some(second) =
                        trees.next_if(|next| matches!(next, TokenTree::Punct(sign) if sign.as_char() == ':'))
                    {
                        self.code.push(second.span().byte_range());
                    }
                }
                TokenTree::Punct(sign) => self.push(&sign.as_char().to_string(), sign.span()),
                TokenTree::Literal(literal) => self.code.push(literal.span().byte_range()),
            }
        }
    }

    fn is_comment(&self, tree: &TokenTree) -> bool {
        let begins = |range: Range<usize>| self.source.get(range).is_some_and(|text| text.starts_with('/'));
        matches!(tree, TokenTree::Punct(sign) if sign.as_char() == '#' && begins(sign.span().byte_range()))
    }

    fn push(&mut self, text: &str, span: proc_macro2::Span) {
        self.code.push(span.byte_range());
        if !text.is_empty() {
            self.tokens.push(Token {
                text: text.to_owned(),
                line: span.start().line,
            });
        }
    }
}

fn signs(delimiter: Delimiter) -> (&'static str, &'static str) {
    match delimiter {
        Delimiter::Parenthesis => ("(", ")"),
        Delimiter::Brace => ("{", "}"),
        Delimiter::Bracket => ("[", "]"),
        Delimiter::None => ("", ""),
    }
}

#[cfg(test)]
pub(super) fn tokens(code: &str) -> Vec<Token> {
    layers(code).tokens
}

#[cfg(test)]
mod tests {
    use super::{begin_with, layers, tokens};

    fn code(source: &str) -> String {
        let tokens: Vec<_> = tokens(source).into_iter().map(|token| token.text).collect();
        tokens.join(" ")
    }

    #[test]
    fn path_is_words_and_double_colons() {
        assert_eq!(code("use a::b_1;\n x: T"), "use a :: b_1 ; x : T");
        assert_eq!(tokens("use a::b_1;\n x: T").last().unwrap().line, 2);
    }

    #[test]
    fn beginning_longer_than_the_tokens_is_none() {
        assert!(begin_with(&tokens("a b"), &["a", "b"]));
        assert!(!begin_with(&tokens("a b"), &["a", "b", "c"]));
    }

    #[test]
    fn comments_and_literals_are_not_code() {
        assert_eq!(code("a // b\nc /* d /* e */ f */ g"), "a c g");
        assert_eq!(code("//! a\n/// b\n#[c] d"), "# [ c ] d");
        assert_eq!(
            code(r##"a("// x", r#"" /* "#, '"', '\u{2f}') // c"##),
            "a ( , , , )"
        );
    }

    #[test]
    fn comments_stay_in_their_lines() {
        let layers = layers("a\n/* b\nc */ d\n\"// e\nf\" // g\n/// h\nfn i() {}\n");
        let lines: Vec<_> = layers.comments.lines().map(str::trim).collect();
        assert_eq!(lines, ["", "/* b", "c */", "", "// g", "/// h", ""]);
    }

    #[test]
    fn what_is_not_rust_has_no_tokens() {
        for source in ["\"", "/*", "r#\"", ")", "{"] {
            assert!(tokens(source).is_empty(), "{source}");
        }
    }
}
