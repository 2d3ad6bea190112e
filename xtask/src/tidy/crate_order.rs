//! Rule: a crate of the product depends only on crates named before it.

use super::finding::Finding;
use crate::source::{Manifest, Tree};

const RULE: &str = "crate-order";

/// From the one that needs nobody to the one that nobody needs.
const ORDER: &[&str] = &[
    "certcore",
    "certnet",
    "certstore",
    "certops",
    "certadmin",
    "certgate",
    "certctl",
];

pub(super) fn findings(tree: &Tree) -> Vec<Finding> {
    let mut manifests = Vec::new();
    let mut findings = Vec::new();
    for (path, text) in tree
        .text_files()
        .filter(|(path, _)| path.rsplit('/').next() == Some("Cargo.toml"))
    {
        match Manifest::parse(text) {
            Ok(manifest) => manifests.push((path, manifest)),
            Err(error) => findings.push(Finding::new(
                RULE,
                path,
                1,
                format!("cannot be read: {}", error.message()),
            )),
        }
    }
    let own: Vec<&str> = manifests
        .iter()
        .filter_map(|(_, manifest)| manifest.package.as_deref())
        .collect();
    for (path, manifest) in manifests.iter().filter(|(path, _)| path.starts_with("crates/")) {
        findings.extend(of_crate(path, manifest, &own));
    }
    findings
}

fn of_crate(path: &str, manifest: &Manifest, own: &[&str]) -> Vec<Finding> {
    let package = manifest.package.as_deref().unwrap_or_default();
    let Some(place) = ORDER.iter().position(|name| *name == package) else {
        let advice = format!(
            "`{package}` has no place in the order of the crates; see {}",
            file!()
        );
        return vec![Finding::new(RULE, path, 1, advice)];
    };
    let before = ORDER.get(..place).unwrap_or_default();
    let is_own = |name: &str| own.contains(&name) || ORDER.contains(&name);
    let wrong = manifest.dependencies.iter().filter(|dependency| {
        let name = dependency.name.as_str();
        is_own(name) && !before.contains(&name)
    });
    wrong
        .map(|dependency| {
            let advice = format!(
                "{package} may not depend on {}; the order is {}",
                dependency.name,
                ORDER.join(", ")
            );
            Finding::new(RULE, path, dependency.line, advice)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::findings;
    use crate::source::Tree;

    fn lines(name: &str, dependencies: &str) -> Vec<String> {
        let manifest = format!("[package]\nname = \"{name}\"\n\n{dependencies}");
        let path = format!("crates/{name}/Cargo.toml");
        let tree = Tree::of(&[
            (path.as_str(), manifest.as_str()),
            ("tests/Cargo.toml", "[package]\nname = \"tests\"\n"),
        ]);
        findings(&tree).iter().map(ToString::to_string).collect()
    }

    #[test]
    fn earlier_crates_and_other_peoples_are_right() {
        let dependencies = "[dependencies]\ncertcore.workspace = true\nopenssl = \"0.10\"\n";
        assert!(lines("certnet", dependencies).is_empty());
    }

    #[test]
    fn tests_may_depend_on_any() {
        assert!(lines("certcore", "[dev-dependencies]\ncertctl.workspace = true\n").is_empty());
    }

    #[test]
    fn later_crates_and_the_workspaces_tools_are_found() {
        assert_eq!(
            lines(
                "certcore",
                "[dependencies]\npem = \"4\"\ncertnet.workspace = true\ntests.workspace = true\n"
            ),
            [
                "crates/certcore/Cargo.toml:6: crate-order: certcore may not depend on certnet; the order is \
                 certcore, certnet, certstore, certops, certadmin, certgate, certctl",
                "crates/certcore/Cargo.toml:7: crate-order: certcore may not depend on tests; the order is \
                 certcore, certnet, certstore, certops, certadmin, certgate, certctl"
            ]
        );
    }

    #[test]
    fn crate_without_a_place_is_found() {
        assert_eq!(lines("certmore", "").len(), 1);
    }

    #[test]
    fn broken_manifest_is_found() {
        assert_eq!(
            findings(&Tree::of(&[("crates/a/Cargo.toml", "[package")])).len(),
            1
        );
    }
}
