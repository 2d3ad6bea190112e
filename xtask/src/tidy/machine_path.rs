//! Rule: no file names a folder of the machine it was written on.

use super::finding::Finding;
use crate::source::Tree;

/// The folders, in parts, so that this file does not break its own rule.
const FOLDERS: &[&[&str]] = &[&["root", ""], &["work", ""], &["tmp", "wt"]];

pub(super) fn findings(tree: &Tree) -> Vec<Finding> {
    let folders: Vec<String> = FOLDERS
        .iter()
        .map(|parts| format!("/{}", parts.join("/")))
        .collect();
    let mut findings = Vec::new();
    for (path, text) in tree.text_files() {
        for (index, line) in text.lines().enumerate() {
            let named = folders
                .iter()
                .find(|folder| begins_at_root(line, folder, |_| true));
            if named.is_some() || begins_at_root(line, "/home/", is_user) {
                let advice = "names a folder of one machine; use a path from the workspace's root";
                findings.push(Finding::new("machine-path", path, index + 1, advice));
            }
        }
    }
    findings
}

/// Whether `folder` stands in `line` as the start of an absolute path, with a fitting letter after it.
fn begins_at_root(line: &str, folder: &str, fits: fn(Option<char>) -> bool) -> bool {
    line.match_indices(folder).any(|(place, _)| {
        let (before, rest) = line.split_at(place);
        let after = rest.strip_prefix(folder).and_then(|rest| rest.chars().next());
        !before.ends_with(|letter: char| letter.is_alphanumeric() || "._-~}".contains(letter)) && fits(after)
    })
}

fn is_user(after: Option<char>) -> bool {
    after.is_some_and(|letter| letter.is_ascii_alphanumeric() || letter == '_')
}

#[cfg(test)]
mod tests {
    use super::findings;
    use crate::source::Tree;

    fn count(text: &str) -> usize {
        findings(&Tree::of(&[("docs/a.md", text)])).len()
    }

    fn path(parts: &[&str]) -> String {
        format!("/{}", parts.join("/"))
    }

    #[test]
    fn paths_of_the_workspace_and_of_everybody_are_right() {
        for text in [
            "../work/a",
            "https://example.com/work/a",
            "/etc/certctl",
            "/home/",
            "a/root/b",
            "/tmp/a",
        ] {
            assert_eq!(count(text), 0, "{text}");
        }
    }

    #[test]
    fn paths_of_one_machine_are_found() {
        for parts in [
            &["root", "a"][..],
            &["home", "me", "a"],
            &["work", "main"],
            &["tmp", "wt", "a"],
        ] {
            assert_eq!(count(&path(parts)), 1, "{parts:?}");
            assert_eq!(count(&format!("see `{}`", path(parts))), 1, "{parts:?}");
        }
    }
}
