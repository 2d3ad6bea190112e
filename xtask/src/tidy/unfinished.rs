//! Rule: what is merged is finished; no marks and no macros that say otherwise.

use super::finding::Finding;
use crate::source::{RustFile, Tree};

const RULE: &str = "unfinished";
const MARKS: &[&str] = &["TODO", "FIXME", "XXX"];
const MACROS: &[&str] = &["dbg", "todo", "unimplemented"];

pub(super) fn findings(tree: &Tree) -> Vec<Finding> {
    let rust = tree.rust_files().iter().flat_map(|file| {
        marks(&file.path, file.comments.lines())
            .into_iter()
            .chain(macros(file))
            .collect::<Vec<_>>()
    });
    let manifests = tree
        .text_files()
        .filter(|(path, _)| is_manifest(path))
        .flat_map(|(path, text)| {
            // A mark in a value is data.
            marks(
                path,
                text.lines()
                    .map(|line| line.split_once('#').map_or("", |(_, comment)| comment)),
            )
        });
    rust.chain(manifests).collect()
}

fn is_manifest(path: &str) -> bool {
    path.rsplit('/').next() == Some("Cargo.toml")
}

fn marks<'t>(path: &str, comments: impl Iterator<Item = &'t str>) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (index, line) in comments.enumerate() {
        let mut words = line.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
        if let Some(mark) = words.find(|word| MARKS.contains(word)) {
            let advice = format!("do what `{mark}` asks for, or write it down where work is planned");
            findings.push(Finding::new(RULE, path, index + 1, advice));
        }
    }
    findings
}

fn macros(file: &RustFile) -> impl Iterator<Item = Finding> {
    file.tokens.windows(2).filter_map(|window| match window {
        [name, bang] if bang.text == "!" && MACROS.contains(&name.text.as_str()) => {
            let advice = format!(
                "`{}!` is for work in progress; write what belongs there",
                name.text
            );
            Some(Finding::new(RULE, &file.path, name.line, advice))
        }
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::findings;
    use crate::source::Tree;

    fn count(path: &str, text: &str) -> usize {
        findings(&Tree::of(&[(path, text)])).len()
    }

    #[test]
    fn finished_code_is_right() {
        let text = "// Leaves nothing to do; XXXL.\nfn todo() { f(\"TODO\", \"todo!\") }\n";
        assert_eq!(count("a/src/key.rs", text), 0);
    }

    #[test]
    fn marks_are_found_in_every_kind_of_comment() {
        for text in [
            "// TODO: x",
            "/* x\n FIXME(y) */",
            "/// XXX x",
            "fn f() {} // x TODO",
        ] {
            assert_eq!(count("a/src/key.rs", text), 1, "{text}");
        }
        assert_eq!(count("a/Cargo.toml", "a = 1 # TODO"), 1);
        assert_eq!(count("a/Cargo.toml", "keywords = [\"TODO\"]"), 0);
    }

    #[test]
    fn macros_are_found_in_tests_too() {
        for text in [
            "todo!()",
            "unimplemented!(\"x\")",
            "#[cfg(test)] mod tests { dbg!(x) }",
        ] {
            assert_eq!(count("a/src/key.rs", text), 1, "{text}");
        }
    }
}
