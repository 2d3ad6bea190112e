//! The modules that files are.

use std::collections::BTreeSet;

use super::rust_file::RustFile;

/// A module that has a file of its own.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub(crate) struct Module {
    /// The folder of the crate's sources.
    pub(crate) sources: String,
    /// The names from the crate's root down; empty for the root.
    pub(crate) names: Vec<String>,
}

impl Module {
    /// The module of a file in a crate's `src`; `None` for other files, and for `src/bin`, where each file is a
    /// crate.
    pub(crate) fn of(path: &str) -> Option<Self> {
        let at = if path.starts_with("src/") {
            0
        } else {
            path.find("/src/")? + 1
        };
        let (folder, inside) = path.split_at(at + "src/".len());
        if inside.starts_with("bin/") {
            return None;
        }
        let mut names: Vec<String> = inside
            .strip_suffix(".rs")?
            .split('/')
            .map(str::to_owned)
            .collect();
        let is_root = matches!(names.as_slice(), [only] if only == "lib" || only == "main");
        if is_root || names.last().is_some_and(|last| last == "mod") {
            names.pop();
        }
        Some(Self {
            sources: folder.to_owned(),
            names,
        })
    }

    /// The modules that `file` declares for tests only.
    pub(crate) fn test_modules(file: &RustFile) -> Vec<Self> {
        let Some(parent) = Self::of(&file.path) else {
            return Vec::new();
        };
        file.test_modules.iter().map(|name| parent.child(name)).collect()
    }

    /// Whether it is `other` or lies below it.
    pub(crate) fn is_in(&self, other: &Self) -> bool {
        self.sources == other.sources && self.names.starts_with(&other.names)
    }

    fn child(&self, name: &str) -> Self {
        let mut child = self.clone();
        child.names.push(name.to_owned());
        child
    }

    /// The module that a path in this one means, as far as it has a file; the head is `crate`, `super` or `self`.
    pub(crate) fn target(&self, within: &[String], segments: &[String], files: &BTreeSet<Self>) -> Self {
        let mut names = [self.names.as_slice(), within].concat();
        for segment in segments {
            match segment.as_str() {
                "crate" => names.clear(),
                "super" => drop(names.pop()),
                "self" => {}
                name => names.push(name.to_owned()),
            }
        }
        let mut target = Self {
            sources: self.sources.clone(),
            names,
        };
        while !target.names.is_empty() && !files.contains(&target) {
            target.names.pop();
        }
        target
    }
}

#[cfg(test)]
mod tests {
    use super::Module;

    fn names(path: &str) -> Option<String> {
        Module::of(path).map(|module| module.names.join("::"))
    }

    #[test]
    fn file_names_give_modules() {
        assert_eq!(names("crates/a/src/lib.rs").unwrap(), "");
        assert_eq!(names("crates/a/src/key/mod.rs").unwrap(), "key");
        assert_eq!(names("crates/a/src/key/read.rs").unwrap(), "key::read");
        assert_eq!(names("src/key.rs").unwrap(), "key");
        assert_eq!(names("crates/a/tests/key.rs"), None);
        assert_eq!(names("crates/a/src/bin/key.rs"), None);
        assert_eq!(names("fuzz/fuzz_targets/key.rs"), None);
    }
}
