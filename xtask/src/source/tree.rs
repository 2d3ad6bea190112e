//! All files of the workspace.

use super::module::Module;
use super::rust_file::RustFile;

/// A file that is text.
#[derive(Debug)]
pub(crate) struct TextFile {
    /// From the workspace's root, with `/`.
    pub(crate) path: String,
    pub(crate) text: String,
}

/// The workspace's text files; the Rust files among them are read.
#[derive(Debug)]
pub(crate) struct Tree {
    texts: Vec<TextFile>,
    rust: Vec<RustFile>,
}

impl Tree {
    /// From pairs of path and text.
    pub(crate) fn new(files: Vec<(String, String)>) -> Self {
        let (rust, texts): (Vec<_>, Vec<_>) = files.into_iter().partition(|(path, _)| is_rust(path));
        let rust: Vec<_> = rust
            .into_iter()
            .map(|(path, text)| RustFile::new(path, text))
            .collect();
        let for_tests: Vec<Module> = rust.iter().flat_map(Module::test_modules).collect();
        let is_test = |file: &RustFile| {
            Module::of(&file.path).is_some_and(|module| for_tests.iter().any(|test| module.is_in(test)))
        };
        Self {
            texts: texts
                .into_iter()
                .map(|(path, text)| TextFile { path, text })
                .collect(),
            rust: rust
                .into_iter()
                .map(|file| {
                    if is_test(&file) {
                        file.without_product()
                    } else {
                        file
                    }
                })
                .collect(),
        }
    }

    pub(crate) fn rust_files(&self) -> &[RustFile] {
        &self.rust
    }

    /// Path and text of every file, Rust or not.
    pub(crate) fn text_files(&self) -> impl Iterator<Item = (&str, &str)> {
        let texts = self
            .texts
            .iter()
            .map(|file| (file.path.as_str(), file.text.as_str()));
        texts.chain(
            self.rust
                .iter()
                .map(|file| (file.path.as_str(), file.text.as_str())),
        )
    }

    /// The text of the file at exactly this path.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.text_files()
            .find(|(other, _)| *other == path)
            .map(|(_, text)| text)
    }

    #[cfg(test)]
    pub(crate) fn of(files: &[(&str, &str)]) -> Self {
        Self::new(
            files
                .iter()
                .map(|(path, text)| ((*path).to_owned(), (*text).to_owned()))
                .collect(),
        )
    }
}

fn is_rust(path: &str) -> bool {
    std::path::Path::new(path)
        .extension()
        .is_some_and(|extension| extension == "rs")
}

#[cfg(test)]
mod tests {
    use super::Tree;

    #[test]
    fn file_of_a_test_module_has_no_product() {
        let tree = Tree::of(&[
            ("crates/a/src/key/mod.rs", "mod read;\n#[cfg(test)]\nmod tests;"),
            ("crates/a/src/key/read.rs", "fn f() {}"),
            ("crates/a/src/key/tests.rs", "fn f() {}"),
        ]);
        let lines: Vec<_> = tree.rust_files().iter().map(|file| file.product_lines).collect();
        assert_eq!(lines, [1, 1, 0]);
    }

    #[test]
    fn text_is_found_by_its_whole_path() {
        let tree = Tree::of(&[("a/README.md", "x"), ("README.md", "y")]);
        assert_eq!(tree.text("README.md"), Some("y"));
        assert_eq!(tree.text("ADME.md"), None);
    }
}
