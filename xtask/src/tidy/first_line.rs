//! Rule: a Rust file says its duty in its first line.

use super::finding::Finding;
use crate::source::Tree;

pub(super) fn findings(tree: &Tree) -> Vec<Finding> {
    let silent = tree.rust_files().iter().filter(|file| !says_its_duty(&file.text));
    silent
        .map(|file| {
            Finding::new(
                "first-line",
                &file.path,
                1,
                "begin with a `//!` line that says the file's duty",
            )
        })
        .collect()
}

fn says_its_duty(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    first
        .strip_prefix("//! ")
        .is_some_and(|duty| !duty.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::findings;
    use crate::source::Tree;

    #[test]
    fn file_with_its_duty_is_right() {
        assert!(findings(&Tree::of(&[("a/src/key.rs", "//! Keys.\n\nfn f() {}\n")])).is_empty());
    }

    #[test]
    fn duty_after_the_first_line_or_without_words_is_none() {
        for text in [
            "",
            "\n//! Keys.\n",
            "//!\n//! Keys.\n",
            "// Keys.\n",
            "fn f() {}\n",
        ] {
            assert_eq!(
                findings(&Tree::of(&[("tests/src/lib.rs", text)])).len(),
                1,
                "{text:?}"
            );
        }
    }
}
