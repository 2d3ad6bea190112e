//! What the house rules need to know of a `Cargo.toml`.

use toml::de::{DeTable, DeValue};

use super::line::line_at;

/// A name in a manifest, and its line.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) line: usize,
}

/// A package, a workspace, or both.
#[derive(Debug, Default)]
pub(crate) struct Manifest {
    /// `None` for a workspace without a package.
    pub(crate) package: Option<String>,
    /// What the product needs: dependencies and build dependencies, of every target.
    pub(crate) dependencies: Vec<Named>,
    /// The paths of the workspace's members.
    pub(crate) members: Vec<Named>,
    /// The names of its `[[bin]]` entries.
    pub(crate) binaries: Vec<String>,
}

impl Manifest {
    /// # Errors
    ///
    /// When `text` is not TOML.
    pub(crate) fn parse(text: &str) -> Result<Self, toml::de::Error> {
        let document = DeTable::parse(text)?;
        let document = document.get_ref();
        let package = table(document, "package").and_then(|package| package.get("name"));
        let workspace = table(document, "workspace").and_then(|workspace| workspace.get("members"));
        let mut manifest = Self {
            package: package
                .and_then(|name| name.get_ref().as_str())
                .map(str::to_owned),
            members: workspace
                .map(|members| strings(members.get_ref(), text))
                .unwrap_or_default(),
            binaries: binaries(document),
            dependencies: Vec::new(),
        };
        manifest.add_dependencies(document, text);
        for target in table(document, "target").into_iter().flat_map(DeTable::values) {
            if let Some(target) = target.get_ref().as_table() {
                manifest.add_dependencies(target, text);
            }
        }
        Ok(manifest)
    }

    fn add_dependencies(&mut self, table_of: &DeTable<'_>, text: &str) {
        for kind in ["dependencies", "build-dependencies"] {
            for (key, value) in table(table_of, kind).into_iter().flatten() {
                let renamed = value.get_ref().as_table().and_then(|table| table.get("package"));
                let name = renamed
                    .and_then(|package| package.get_ref().as_str())
                    .unwrap_or(key.get_ref());
                let line = line_at(text, key.span().start);
                self.dependencies.push(Named {
                    name: name.to_owned(),
                    line,
                });
            }
        }
    }
}

fn table<'t, 'i>(table: &'t DeTable<'i>, key: &str) -> Option<&'t DeTable<'i>> {
    table.get(key)?.get_ref().as_table()
}

fn strings(value: &DeValue<'_>, text: &str) -> Vec<Named> {
    let values = value.as_array().into_iter().flat_map(|array| array.iter());
    values
        .filter_map(|value| {
            let name = value.get_ref().as_str()?.to_owned();
            Some(Named {
                name,
                line: line_at(text, value.span().start),
            })
        })
        .collect()
}

fn binaries(document: &DeTable<'_>) -> Vec<String> {
    let entries = document.get("bin").and_then(|bin| bin.get_ref().as_array());
    let entries = entries.into_iter().flat_map(|array| array.iter());
    let names = entries.filter_map(|entry| entry.get_ref().as_table()?.get("name")?.get_ref().as_str());
    names.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::{Manifest, Named};

    fn named(name: &str, line: usize) -> Named {
        Named {
            name: name.to_owned(),
            line,
        }
    }

    #[test]
    fn dependencies_are_found_in_every_form() {
        let manifest = Manifest::parse(
            "[package]\nname = \"a\"\n[dependencies]\nb.workspace = true\nc = { package = \"d\", version = \"1\" }\n\
             [target.'cfg(unix)'.dependencies.e]\nversion = \"1\"\n[build-dependencies]\nf = \"1\"\n\
             [dev-dependencies]\ng = \"1\"\n",
        )
        .unwrap();
        assert_eq!(manifest.package.as_deref(), Some("a"));
        assert_eq!(
            manifest.dependencies,
            [named("b", 4), named("d", 5), named("f", 9), named("e", 6)]
        );
    }

    #[test]
    fn members_and_binaries_are_listed() {
        let text = "[workspace]\nmembers = [\"x\",\n\"y\"]\n[[bin]]\nname = \"z\"\n[[bin]]\nname = \"w\"\n";
        let manifest = Manifest::parse(text).unwrap();
        assert_eq!(manifest.members, [named("x", 2), named("y", 3)]);
        assert_eq!(manifest.binaries, ["z", "w"]);
        assert_eq!(manifest.package, None);
    }

    #[test]
    fn broken_manifest_is_an_error() {
        assert!(Manifest::parse("[package").is_err());
    }
}
