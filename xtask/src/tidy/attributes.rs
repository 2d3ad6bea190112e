//! Rule: no lint is silenced without its reason, and no test is switched off.

use super::finding::Finding;
use crate::source::{RustFile, Token, Tree};

pub(super) fn findings(tree: &Tree) -> Vec<Finding> {
    tree.rust_files().iter().flat_map(of_file).collect()
}

fn of_file(file: &RustFile) -> impl Iterator<Item = Finding> {
    let places = 0..file.tokens.len();
    places.filter_map(|place| {
        let tokens = file.tokens.get(place..)?;
        let advice = advice(attribute(tokens)?)?;
        Some(Finding::new(
            "attribute",
            &file.path,
            tokens.first()?.line,
            advice,
        ))
    })
}

/// The words and signs of the attribute that begins here, without its brackets.
fn attribute(tokens: &[Token]) -> Option<&[Token]> {
    let open = match tokens {
        [hash, open, ..] if hash.text == "#" && open.text == "[" => 2,
        [hash, bang, open, ..] if hash.text == "#" && bang.text == "!" && open.text == "[" => 3,
        _ => return None,
    };
    let inside = tokens.get(open..)?;
    let mut depth = 1_usize;
    let end = inside.iter().position(|token| {
        match token.text.as_str() {
            "[" => depth += 1,
            "]" => depth -= 1,
            _ => {}
        }
        depth == 0
    })?;
    inside.get(..end)
}

fn advice(attribute: &[Token]) -> Option<&'static str> {
    let head = attribute.first()?.text.as_str();
    let names = |name: &str| {
        head == name || (head == "cfg_attr" && attribute.iter().skip(1).any(|token| token.text == name))
    };
    if names("allow") {
        Some("write `expect` with a reason instead of `allow`, or do what the lint says")
    } else if names("ignore") {
        Some("let the test run, or remove it")
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::findings;
    use crate::source::Tree;

    fn lines(text: &str) -> Vec<String> {
        findings(&Tree::of(&[("a/src/key.rs", text)]))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn expectation_with_a_reason_is_right() {
        let text =
            "#![expect(clippy::x, reason = \"allow\")]\n// #[allow(x)]\n#[arg(allow_hyphen_values = true)]\n";
        assert!(lines(text).is_empty());
    }

    #[test]
    fn words_outside_attributes_are_right() {
        assert!(lines("fn allow(ignore: u8) -> [u8; 2] { \"#[ignore]\"; [ignore] }").is_empty());
    }

    #[test]
    fn silenced_lint_is_found() {
        for text in [
            "#[allow(dead_code)]",
            "#![ allow ( x )]",
            "#[cfg_attr(test, allow(x))]",
        ] {
            assert_eq!(lines(&format!("\n{text}\nfn f() {{}}")).len(), 1, "{text}");
        }
    }

    #[test]
    fn test_switched_off_is_found_with_its_line() {
        let lines = lines("#[test]\n#[ignore = \"slow\"]\nfn f() {}");
        assert_eq!(
            lines,
            ["a/src/key.rs:2: attribute: let the test run, or remove it"]
        );
    }
}
