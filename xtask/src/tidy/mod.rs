//! `cargo xtask tidy`: the house rules, each in a file of its own.

mod attributes;
mod changelog;
mod code_map;
mod core_io;
mod crate_order;
mod file_length;
mod file_name;
mod finding;
mod first_line;
mod machine_path;
mod module_cycle;
mod module_parent;
mod unfinished;

use std::io::{self, Write as _};
use std::path::Path;

use anyhow::bail;

use crate::source::Tree;
use crate::workspace;
use finding::Finding;

const RULES: &[fn(&Tree) -> Vec<Finding>] = &[
    attributes::findings,
    changelog::findings,
    code_map::findings,
    core_io::findings,
    crate_order::findings,
    file_length::findings,
    file_name::findings,
    first_line::findings,
    machine_path::findings,
    module_cycle::findings,
    module_parent::findings,
    unfinished::findings,
];

/// Prints each finding on stdout as `path:line: rule: what to do`.
///
/// # Errors
///
/// When there are findings, with their number; or when the workspace's files cannot be read.
pub(crate) fn run(root: &Path) -> anyhow::Result<()> {
    let findings = findings(&Tree::new(workspace::text_files(root)?));
    let mut stdout = io::stdout().lock();
    for finding in &findings {
        writeln!(stdout, "{finding}")?;
    }
    match findings.len() {
        0 => Ok(()),
        1 => bail!("1 finding against the house rules"),
        count => bail!("{count} findings against the house rules"),
    }
}

fn findings(tree: &Tree) -> Vec<Finding> {
    let mut findings: Vec<_> = RULES.iter().flat_map(|rule| rule(tree)).collect();
    findings.sort();
    findings
}

#[cfg(test)]
mod tests {
    use super::findings;
    use crate::source::Tree;

    #[test]
    fn findings_of_all_rules_come_in_the_order_of_the_files() {
        let tree = Tree::of(&[("b/src/lib.rs", "fn f() {}\n"), ("a/src/util.rs", "//! A.\n")]);
        let lines: Vec<_> = findings(&tree).iter().map(ToString::to_string).collect();
        let places: Vec<_> = lines
            .iter()
            .map(|line| line.rsplitn(2, ": ").last().unwrap())
            .collect();
        assert_eq!(
            places,
            [
                "ARCHITECTURE.md:1: code-map",
                "CHANGELOG.md:1: changelog",
                "a/src/util.rs:1: file-name",
                "b/src/lib.rs:1: first-line"
            ]
        );
    }
}
