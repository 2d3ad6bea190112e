//! Rule: a module does not reach back into the module that holds it.

use super::finding::Finding;
use crate::source::{Reference, Tree, references};

pub(super) fn findings(tree: &Tree) -> Vec<Finding> {
    let references = references(tree);
    let back = references
        .iter()
        .filter(|reference| reference.from.is_in(&reference.to));
    back.map(|reference| {
        let advice = format!(
            "`{}` reaches back into {}; name the file that holds it, or move it there",
            reference.written,
            holder(reference)
        );
        Finding::new("module-parent", &reference.path, reference.line, advice)
    })
    .collect()
}

fn holder(reference: &Reference) -> String {
    match reference.to.names.as_slice() {
        [] => "the crate's root".to_owned(),
        names => format!("the module `{}`", names.join("::")),
    }
}

#[cfg(test)]
mod tests {
    use super::findings;
    use crate::source::Tree;

    fn lines(read: &str) -> Vec<String> {
        let tree = Tree::of(&[
            ("a/src/lib.rs", "pub mod key;\npub use key::Key;"),
            (
                "a/src/key/mod.rs",
                "mod private;\nmod read;\npub use private::Key;\npub use self::read::read;",
            ),
            ("a/src/key/private.rs", "pub struct Key;"),
            ("a/src/key/read.rs", read),
        ]);
        findings(&tree).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn sibling_named_by_its_file_is_right() {
        assert!(lines("use super::private::Key;\nuse crate::key::private::Key;").is_empty());
    }

    #[test]
    fn parent_used_for_a_siblings_item_is_found() {
        for text in [
            "use super::Key;",
            "use super::*;",
            "use crate::key::Key;",
            "fn f(x: super::Key) {}",
        ] {
            assert_eq!(lines(text).len(), 1, "{text}");
        }
        assert_eq!(
            lines("use crate::Key;"),
            [
                "a/src/key/read.rs:1: module-parent: `crate::Key` reaches back into the crate's root; \
              name the file that holds it, or move it there"
            ]
        );
    }

    #[test]
    fn tests_may_use_what_they_test() {
        assert!(lines("#[cfg(test)]\nmod tests { use super::*; use crate::Key; }").is_empty());
    }

    #[test]
    fn module_inside_the_file_may_use_the_file() {
        assert!(lines("mod sealed { impl super::Read for u8 {} }").is_empty());
    }
}
