//! What of a file is compiled into the product: everything but its items under `#[cfg(test)]`.

use super::token::{Token, begin_with};

/// A file's tokens, parted.
#[derive(Debug)]
pub(crate) struct Parted {
    pub(crate) product: Vec<Token>,
    /// The lines that only tests need.
    pub(crate) test_lines: usize,
    /// The modules declared as `#[cfg(test)] mod name;`, whose files are test code too.
    pub(crate) test_modules: Vec<String>,
}

pub(crate) fn part(tokens: &[Token]) -> Parted {
    let mut parted = Parted {
        product: Vec::new(),
        test_lines: 0,
        test_modules: Vec::new(),
    };
    let mut rest = tokens;
    while let Some(first) = rest.first() {
        let length = test_item_length(rest);
        let (item, after) = rest.split_at(length.max(1));
        if length == 0 {
            parted.product.push(first.clone());
        } else {
            let last = item.last().map_or(first.line, |token| token.line);
            parted.test_lines += last + 1 - first.line;
            if let [.., word, name, end] = item
                && word.text == "mod"
                && end.text == ";"
            {
                parted.test_modules.push(name.text.clone());
            }
        }
        rest = after;
    }
    parted
}

/// How many tokens the item takes that begins here with `#[cfg(test)]`; 0 when none does.
fn test_item_length(tokens: &[Token]) -> usize {
    let is_test = begin_with(tokens, &["#", "[", "cfg", "(", "test", ")", "]"])
        || begin_with(tokens, &["#", "[", "cfg", "(", "all", "(", "test", ","]);
    if !is_test {
        return 0;
    }
    let mut length = 0;
    while let Some(rest) = tokens.get(length..)
        && begin_with(rest, &["#", "["])
    {
        length += 1 + group_length(rest.get(1..).unwrap_or_default());
    }
    length + item_length(tokens.get(length..).unwrap_or_default())
}

/// An item ends with its `;` or its braces; a field, a variant or an argument with its comma.
fn item_length(tokens: &[Token]) -> usize {
    let ends_with_comma = !tokens.first().is_some_and(|first| is_item_word(&first.text));
    let mut length = 0;
    while let Some(token) = tokens.get(length) {
        match token.text.as_str() {
            ";" => return length + 1,
            "," if ends_with_comma => return length + 1,
            ")" | "]" | "}" => return length,
            "{" => return length + group_length(tokens.get(length..).unwrap_or_default()),
            "(" | "[" => length += group_length(tokens.get(length..).unwrap_or_default()),
            _ => length += 1,
        }
    }
    length
}

fn is_item_word(word: &str) -> bool {
    matches!(
        word,
        "async"
            | "const"
            | "enum"
            | "extern"
            | "fn"
            | "impl"
            | "let"
            | "macro_rules"
            | "mod"
            | "pub"
            | "static"
            | "struct"
            | "trait"
            | "type"
            | "unsafe"
            | "use"
    )
}

/// The tokens from an opening bracket to the one that closes it.
fn group_length(tokens: &[Token]) -> usize {
    let mut depth = 0_usize;
    for (index, token) in tokens.iter().enumerate() {
        match token.text.as_str() {
            "(" | "[" | "{" => depth += 1,
            ")" | "]" | "}" => depth = depth.saturating_sub(1),
            _ => {}
        }
        if depth == 0 {
            return index + 1;
        }
    }
    tokens.len()
}

#[cfg(test)]
mod tests {
    use super::super::token::tokens;
    use super::part;

    fn product(code: &str) -> String {
        let parted = part(&tokens(code));
        parted
            .product
            .iter()
            .map(|token| token.text.as_str())
            .collect::<Vec<_>>()
            .join(" ")
    }

    #[test]
    fn test_module_is_left_out_and_what_follows_stays() {
        assert_eq!(product("a\n#[cfg(test)]\nmod tests { { b } }\nc"), "a c");
        assert_eq!(
            part(&tokens("a\n#[cfg(test)]\nmod tests {\n b\n}\nc")).test_lines,
            4
        );
    }

    #[test]
    fn test_item_ends_at_its_semicolon_or_braces() {
        assert_eq!(product("#[cfg(test)] use a::{b, c}; d"), "; d");
        assert_eq!(product("#[cfg(test)] fn f<A, B>(x: [u8; 3]) -> u8 { 1 } d"), "d");
        assert_eq!(
            product("#[cfg(all(test, unix))] #[must_use] pub(crate) const A: [u8; 2] = [1, 2]; d"),
            "d"
        );
    }

    #[test]
    fn test_field_ends_at_its_comma_or_its_struct() {
        assert_eq!(
            product("struct S { #[cfg(test)] a: Vec<(u8, u8)>, b: u8 }"),
            "struct S { b : u8 }"
        );
        assert_eq!(
            product("struct S { b: u8, #[cfg(test)] a: u8 } c"),
            "struct S { b : u8 , } c"
        );
    }

    #[test]
    fn other_conditions_are_product() {
        let code = "# [ cfg ( not ( test ) ) ] mod a ;";
        assert_eq!(product(code), code);
    }

    #[test]
    fn declared_test_module_is_named() {
        assert_eq!(
            part(&tokens("#[cfg(test)]\nmod tests;\nmod a;")).test_modules,
            ["tests"]
        );
    }
}
