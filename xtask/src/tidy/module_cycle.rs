//! Rule: sibling modules do not refer to each other in a circle.
//!
//! A folder counts as one module among its siblings; what happens inside it is looked at on its own.

use std::collections::{BTreeMap, VecDeque};

use super::finding::Finding;
use crate::source::{Module, Reference, Tree, references};

/// The siblings inside one module: who names whom, and one place where it does.
type Siblings<'r> = BTreeMap<&'r str, BTreeMap<&'r str, &'r Reference>>;

pub(super) fn findings(tree: &Tree) -> Vec<Finding> {
    let references = references(tree);
    levels(&references)
        .values()
        .flat_map(circles)
        .map(|circle| finding(&circle))
        .collect()
}

/// Each reference, put where the ways to its two ends part.
fn levels(references: &[Reference]) -> BTreeMap<Module, Siblings<'_>> {
    let mut levels: BTreeMap<Module, Siblings<'_>> = BTreeMap::new();
    for reference in references {
        let (from, to) = (&reference.from.names, &reference.to.names);
        let shared = from
            .iter()
            .zip(to)
            .take_while(|(left, right)| left == right)
            .count();
        if let (Some(left), Some(right)) = (from.get(shared), to.get(shared)) {
            let names = from.iter().take(shared).cloned().collect();
            let parent = Module {
                sources: reference.from.sources.clone(),
                names,
            };
            let siblings = levels.entry(parent).or_default();
            siblings
                .entry(left)
                .or_default()
                .entry(right)
                .or_insert(reference);
        }
    }
    levels
}

/// The shortest circle through each sibling, short ones first, without those that share a step with a shorter one.
fn circles<'r>(siblings: &Siblings<'r>) -> Vec<Vec<&'r Reference>> {
    let mut ways: Vec<_> = siblings
        .keys()
        .filter_map(|start| shortest_way_back(siblings, start))
        .collect();
    ways.sort_by_key(Vec::len);
    let mut circles: Vec<Vec<&Reference>> = Vec::new();
    for way in ways {
        if !circles
            .iter()
            .flatten()
            .any(|known| way.iter().any(|step| std::ptr::eq(*known, *step)))
        {
            circles.push(way);
        }
    }
    circles
}

/// The references that lead from `start` to `start`.
fn shortest_way_back<'r>(siblings: &Siblings<'r>, start: &'r str) -> Option<Vec<&'r Reference>> {
    let mut came_by: BTreeMap<&str, (&str, &Reference)> = BTreeMap::new();
    let mut open = VecDeque::from([start]);
    while let Some(name) = open.pop_front() {
        for (next, reference) in siblings.get(name).into_iter().flatten() {
            if !came_by.contains_key(next) {
                came_by.insert(next, (name, reference));
                open.push_back(next);
            }
        }
    }
    let mut way = Vec::new();
    let mut name = start;
    loop {
        let (before, reference) = *came_by.get(name)?;
        way.push(reference);
        name = before;
        if name == start {
            way.reverse();
            return Some(way);
        }
    }
}

fn finding(circle: &[&Reference]) -> Finding {
    let steps: Vec<String> = circle
        .iter()
        .map(|step| format!("`{}` at {}:{}", step.written, step.path, step.line))
        .collect();
    let (path, line) = circle
        .first()
        .map_or(("", 1), |step| (step.path.as_str(), step.line));
    let advice = format!(
        "modules refer to each other in a circle ({}); move what both need into a file of its own",
        steps.join(", then ")
    );
    Finding::new("module-cycle", path, line, advice)
}

#[cfg(test)]
mod tests {
    use super::findings;
    use crate::source::Tree;

    fn lines(files: &[(&str, &str)]) -> Vec<String> {
        findings(&Tree::of(files))
            .iter()
            .map(ToString::to_string)
            .collect()
    }

    #[test]
    fn one_direction_is_right() {
        let files = [
            ("a/src/lib.rs", "pub use self::chain::Chain;"),
            ("a/src/chain/mod.rs", "use self::repair::f;"),
            (
                "a/src/chain/repair.rs",
                "use super::order::g; use crate::key::Key;",
            ),
            ("a/src/chain/order.rs", "use crate::key::Key;"),
            ("a/src/key.rs", "// crate::chain\nfn f() { \"crate::chain\" }"),
        ];
        assert!(lines(&files).is_empty());
    }

    #[test]
    fn circle_through_folders_is_found_once_with_its_places() {
        let files = [
            ("a/src/chain/mod.rs", ""),
            ("a/src/chain/repair.rs", "\nuse crate::key::read::Key;"),
            ("a/src/key/mod.rs", ""),
            ("a/src/key/read.rs", "use crate::name::Name;"),
            ("a/src/name.rs", "use crate::chain::Chain;"),
        ];
        assert_eq!(
            lines(&files),
            [
                "a/src/chain/repair.rs:2: module-cycle: modules refer to each other in a circle \
              (`crate::key::read::Key` at a/src/chain/repair.rs:2, then `crate::name::Name` at a/src/key/read.rs:1, \
              then `crate::chain::Chain` at a/src/name.rs:1); move what both need into a file of its own"
            ]
        );
    }

    #[test]
    fn circle_inside_a_folder_is_found() {
        let files = [
            ("a/src/key/mod.rs", ""),
            ("a/src/key/read.rs", "fn f() { super::write::g() }"),
            ("a/src/key/write.rs", "use super::{read::f, x};"),
        ];
        assert_eq!(lines(&files).len(), 1);
    }

    #[test]
    fn two_circles_are_two_findings() {
        let files = [
            ("a/src/b.rs", "use crate::c::X;"),
            ("a/src/c.rs", "use crate::b::X;"),
            ("a/src/d.rs", "use crate::{e::X, b::X};"),
            ("a/src/e.rs", "use crate::d::X;"),
        ];
        assert_eq!(lines(&files).len(), 2);
    }

    #[test]
    fn longer_circle_over_a_known_step_is_not_told_again() {
        let files = [
            ("a/src/b.rs", "use crate::c::X;"),
            ("a/src/c.rs", "use crate::{d::X, e::X};"),
            ("a/src/d.rs", "use crate::{c::X, e::X};"),
            ("a/src/e.rs", "use crate::d::X; use crate::b::X;"),
        ];
        let lines = lines(&files);
        assert_eq!(lines.len(), 3, "{lines:#?}");
        assert!(
            lines[0].contains("crate::d::X") && lines[0].contains("crate::c::X"),
            "{lines:#?}"
        );
    }

    #[test]
    fn tests_may_look_around() {
        let files = [
            ("a/src/b.rs", "use crate::c::X;"),
            ("a/src/c.rs", "#[cfg(test)]\nmod tests { use crate::b::X; }"),
        ];
        assert!(lines(&files).is_empty());
    }
}
