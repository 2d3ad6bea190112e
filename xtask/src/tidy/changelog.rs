//! Rule: CHANGELOG.md has a place for what is not released yet, in the sections that operators know.

use super::finding::Finding;
use crate::source::Tree;

const RULE: &str = "changelog";
const PATH: &str = "CHANGELOG.md";
const UNRELEASED: &str = "## Unreleased";
const SECTIONS: &[&str] = &["Breaking", "Added", "Changed", "Fixed", "Security"];

pub(super) fn findings(tree: &Tree) -> Vec<Finding> {
    let text = tree.text(PATH).unwrap_or_default();
    let lines = || {
        text.lines()
            .enumerate()
            .map(|(index, line)| (index + 1, line.trim_end()))
    };
    if !lines().any(|(_, line)| line == UNRELEASED) {
        return vec![Finding::new(
            RULE,
            PATH,
            1,
            format!("add the heading `{UNRELEASED}`"),
        )];
    }
    let foreign = lines().filter(|(_, line)| {
        line.strip_prefix("### ")
            .is_some_and(|section| !SECTIONS.contains(&section))
    });
    foreign
        .map(|(line, _)| {
            Finding::new(
                RULE,
                PATH,
                line,
                format!("use one of the sections {}", SECTIONS.join(", ")),
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::findings;
    use crate::source::Tree;

    fn count(text: &str) -> usize {
        findings(&Tree::of(&[("CHANGELOG.md", text)])).len()
    }

    #[test]
    fn known_sections_are_right() {
        assert_eq!(
            count("# Changelog\n\n## Unreleased\n\n### Added\n\n- x\n\n### Security\n"),
            0
        );
    }

    #[test]
    fn missing_file_or_heading_is_found() {
        assert_eq!(findings(&Tree::of(&[])).len(), 1);
        assert_eq!(count("# Changelog\n\n## 0.1.0\n"), 1);
    }

    #[test]
    fn foreign_section_is_found() {
        assert_eq!(count("## Unreleased\n\n### Improved\n"), 1);
    }
}
