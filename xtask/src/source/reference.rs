//! Which module refers to which.

use std::collections::BTreeSet;

use super::module::Module;
use super::path::named_paths;
use super::tree::Tree;

/// A place in one module's product code that names another module or something in it.
#[derive(Clone, Debug)]
pub(crate) struct Reference {
    pub(crate) from: Module,
    pub(crate) to: Module,
    pub(crate) path: String,
    pub(crate) line: usize,
    /// The path as it is written.
    pub(crate) written: String,
}

/// Every reference between modules of the same crate.
pub(crate) fn references(tree: &Tree) -> Vec<Reference> {
    let files: BTreeSet<Module> = tree
        .rust_files()
        .iter()
        .filter_map(|file| Module::of(&file.path))
        .collect();
    let mut references = Vec::new();
    for file in tree.rust_files() {
        let Some(from) = Module::of(&file.path) else {
            continue;
        };
        for named in named_paths(&file.product, &["crate", "super", "self"]) {
            let to = from.target(&named.within, &named.segments, &files);
            if to != from {
                let written = named.segments.join("::");
                references.push(Reference {
                    from: from.clone(),
                    to,
                    path: file.path.clone(),
                    line: named.line,
                    written,
                });
            }
        }
    }
    references
}

#[cfg(test)]
mod tests {
    use super::super::tree::Tree;
    use super::references;

    #[test]
    fn reference_ends_at_the_deepest_file() {
        let tree = Tree::of(&[
            ("a/src/lib.rs", ""),
            ("a/src/key/mod.rs", "pub use self::read::Key;"),
            (
                "a/src/key/read.rs",
                "mod inner { use super::super::Algorithm::Rsa; use super::f; }",
            ),
            (
                "a/src/name.rs",
                "use crate::key::read::{self, Key}; fn f() { crate::key::Key::new() }",
            ),
        ]);
        let references: Vec<_> = references(&tree)
            .iter()
            .map(|reference| {
                format!(
                    "{} > {}",
                    reference.from.names.join("::"),
                    reference.to.names.join("::")
                )
            })
            .collect();
        assert_eq!(
            references,
            [
                "key > key::read",
                "key::read > key",
                "name > key::read",
                "name > key::read",
                "name > key"
            ]
        );
    }

    #[test]
    fn crates_do_not_mix() {
        let tree = Tree::of(&[
            ("a/src/key.rs", ""),
            ("b/src/lib.rs", ""),
            ("b/src/name.rs", "use crate::key::X;"),
        ]);
        let references = references(&tree);
        assert!(
            references.iter().all(|reference| reference.to.names.is_empty()),
            "{references:?}"
        );
        assert_eq!(references.len(), 1);
    }
}
