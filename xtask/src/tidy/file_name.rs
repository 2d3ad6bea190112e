//! Rule: a file or module is named after what it holds, not after a drawer.

use super::finding::Finding;
use crate::source::{RustFile, Tree};

const DRAWERS: &[&str] = &[
    "common", "helper", "helpers", "manager", "misc", "types", "util", "utils",
];
const ENDINGS: &[&str] = &["_helper", "_helpers", "_util", "_utils"];

pub(super) fn findings(tree: &Tree) -> Vec<Finding> {
    tree.rust_files()
        .iter()
        .flat_map(|file| of_path(file).into_iter().chain(of_modules(file)))
        .collect()
}

fn of_path(file: &RustFile) -> Option<Finding> {
    let name = file
        .path
        .strip_suffix(".rs")?
        .split('/')
        .find(|name| is_drawer(name))?;
    Some(finding(file, 1, name))
}

fn of_modules(file: &RustFile) -> impl Iterator<Item = Finding> {
    file.tokens.windows(3).filter_map(|window| match window {
        [word, name, open] if word.text == "mod" && open.text == "{" && is_drawer(&name.text) => {
            Some(finding(file, name.line, &name.text))
        }
        _ => None,
    })
}

fn finding(file: &RustFile, line: usize, name: &str) -> Finding {
    Finding::new(
        "file-name",
        &file.path,
        line,
        format!("`{name}` names a drawer; name it after what it holds"),
    )
}

fn is_drawer(name: &str) -> bool {
    DRAWERS.contains(&name) || ENDINGS.iter().any(|ending| name.ends_with(ending))
}

#[cfg(test)]
mod tests {
    use super::findings;
    use crate::source::Tree;

    fn count(path: &str, text: &str) -> usize {
        findings(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn names_of_things_are_right() {
        for path in [
            "a/src/common_name.rs",
            "a/src/utility.rs",
            "a/src/key/mod.rs",
            "a/src/types_of_key.rs",
        ] {
            assert_eq!(count(path, "mod manager_of_keys {}"), 0, "{path}");
        }
    }

    #[test]
    fn drawers_are_found_as_file_folder_and_module() {
        for path in [
            "a/src/util.rs",
            "a/tests/common/mod.rs",
            "a/src/key_util.rs",
            "fuzz/helpers/key.rs",
        ] {
            assert_eq!(count(path, ""), 1, "{path}");
        }
        assert_eq!(count("a/src/key.rs", "pub mod misc { }"), 1);
    }
}
