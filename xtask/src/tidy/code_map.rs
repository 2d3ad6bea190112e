//! Rule: the code map of ARCHITECTURE.md names the workspace's folders, each of them and no other.

use super::finding::Finding;
use crate::source::{Manifest, Named, Tree};

const RULE: &str = "code-map";
const PATH: &str = "ARCHITECTURE.md";
const HEADING: &str = "## Code map";

/// A workspace of its own, because it is built with another compiler.
const FUZZ: &str = "fuzz";

pub(super) fn findings(tree: &Tree) -> Vec<Finding> {
    let Some((heading, rows)) = map(tree.text(PATH).unwrap_or_default()) else {
        let advice = format!("add the heading `{HEADING}` and a table of the workspace's folders");
        return vec![Finding::new(RULE, PATH, 1, advice)];
    };
    let root = tree.text("Cargo.toml").unwrap_or_default();
    let members = Manifest::parse(root).unwrap_or_default().members;
    let folders: Vec<&str> = members
        .iter()
        .map(|member| member.name.as_str())
        .chain([FUZZ])
        .collect();

    let unnamed = folders
        .iter()
        .filter(|folder| !rows.iter().any(|row| row.name == **folder));
    let unnamed =
        unnamed.map(|folder| Finding::new(RULE, PATH, heading, format!("add a row for `{folder}`")));
    let unknown = rows.iter().filter(|row| !folders.contains(&row.name.as_str()));
    let unknown = unknown.map(|row| {
        let advice = format!("`{}` is no folder of the workspace; remove the row", row.name);
        Finding::new(RULE, PATH, row.line, advice)
    });
    let twice = rows
        .iter()
        .enumerate()
        .filter(|(index, row)| rows.iter().take(*index).any(|earlier| earlier.name == row.name));
    let twice = twice.map(|(_, row)| Finding::new(RULE, PATH, row.line, format!("name `{}` once", row.name)));
    unnamed.chain(unknown).chain(twice).collect()
}

/// The line of the heading, and the paths in the first column of the table below it; `None` without the heading.
fn map(text: &str) -> Option<(usize, Vec<Named>)> {
    let lines = text
        .lines()
        .enumerate()
        .map(|(index, line)| (index + 1, line.trim()));
    let mut section = lines.skip_while(|(_, line)| *line != HEADING);
    let (heading, _) = section.next()?;
    let section = section.take_while(|(_, line)| !line.starts_with("## "));
    let rows = section.filter_map(|(line, text)| {
        Some(Named {
            name: path_of_row(text)?,
            line,
        })
    });
    Some((heading, rows.collect()))
}

fn path_of_row(line: &str) -> Option<String> {
    let cell = line.strip_prefix('|')?.split('|').next()?.trim();
    let path = cell.strip_prefix('`')?.split('`').next()?;
    Some(path.trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::findings;
    use crate::source::Tree;

    const WORKSPACE: &str = "[workspace]\nmembers = [\"crates/a\", \"xtask\"]\n";

    fn lines(map: &str) -> Vec<String> {
        let tree = Tree::of(&[("Cargo.toml", WORKSPACE), ("ARCHITECTURE.md", map)]);
        findings(&tree).iter().map(ToString::to_string).collect()
    }

    fn map(rows: &str) -> String {
        format!("# A\n\n## Code map\n\n| path | what |\n|---|---|\n{rows}\n## Next\n\n| `other` | x |\n")
    }

    #[test]
    fn map_of_every_folder_is_right() {
        assert!(lines(&map("| `crates/a/` | x |\n|`xtask`| y |\n| `fuzz` | z |\n")).is_empty());
    }

    #[test]
    fn missing_and_unknown_folders_are_found() {
        assert_eq!(
            lines(&map("| `crates/a` | x |\n| `crates/b` | y |\n| `fuzz` | z |\n")),
            [
                "ARCHITECTURE.md:3: code-map: add a row for `xtask`",
                "ARCHITECTURE.md:8: code-map: `crates/b` is no folder of the workspace; remove the row"
            ]
        );
    }

    #[test]
    fn folder_named_twice_is_found() {
        let map = map("| `crates/a` | x |\n| `xtask` | y |\n| `fuzz` | z |\n| `fuzz` | z |\n");
        assert_eq!(lines(&map), ["ARCHITECTURE.md:10: code-map: name `fuzz` once"]);
    }

    #[test]
    fn missing_map_is_found() {
        assert_eq!(lines("# A\n").len(), 1);
        assert_eq!(findings(&Tree::of(&[("Cargo.toml", WORKSPACE)])).len(), 1);
    }
}
