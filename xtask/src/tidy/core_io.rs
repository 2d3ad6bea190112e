//! Rule: certcore touches no file, socket, process, environment or clock.

use super::finding::Finding;
use crate::source::{RustFile, Token, Tree, named_paths};

const RULE: &str = "core-io";
const SOURCES: &str = "crates/certcore/src/";

/// A part of the standard library that certcore may not use, and what to use instead.
struct Forbidden {
    path: &'static [&'static str],
    instead: &'static str,
}

const PATHS: &[Forbidden] = &[
    Forbidden {
        path: &["std", "fs"],
        instead: "take the bytes as an argument",
    },
    Forbidden {
        path: &["std", "net"],
        instead: "take addresses from `core::net`, and leave sockets to certnet",
    },
    Forbidden {
        path: &["std", "process"],
        instead: "leave processes to the programs",
    },
    Forbidden {
        path: &["std", "env"],
        instead: "take the value as an argument",
    },
    Forbidden {
        path: &["std", "io", "stdin"],
        instead: "take the bytes as an argument",
    },
    Forbidden {
        path: &["std", "io", "stdout"],
        instead: "return the bytes",
    },
    Forbidden {
        path: &["std", "io", "stderr"],
        instead: "return an error",
    },
];

const CLOCKS: &[&str] = &["Instant", "Local", "OffsetDateTime", "SystemTime", "Utc"];

pub(super) fn findings(tree: &Tree) -> Vec<Finding> {
    let files = tree
        .rust_files()
        .iter()
        .filter(|file| file.path.starts_with(SOURCES));
    files
        .flat_map(|file| paths(file).into_iter().chain(clocks(file)))
        .collect()
}

fn paths(file: &RustFile) -> Vec<Finding> {
    let mut findings = Vec::new();
    for named in named_paths(&file.product, &["std"]) {
        let forbidden = PATHS.iter().find(|forbidden| {
            named.segments.len() >= forbidden.path.len()
                && forbidden
                    .path
                    .iter()
                    .zip(&named.segments)
                    .all(|(left, right)| left == right)
        });
        if let Some(forbidden) = forbidden {
            let advice = format!(
                "`{}` is not for certcore; {}",
                forbidden.path.join("::"),
                forbidden.instead
            );
            findings.push(Finding::new(RULE, &file.path, named.line, advice));
        }
    }
    findings
}

fn clocks(file: &RustFile) -> impl Iterator<Item = Finding> {
    file.product.windows(3).filter_map(|window| match window {
        [clock, colons, now] if colons.text == "::" && is_clock(clock) && now.text.starts_with("now") => {
            let advice = format!(
                "`{}::{}` reads a clock; take the time as an argument",
                clock.text, now.text
            );
            Some(Finding::new(RULE, &file.path, clock.line, advice))
        }
        _ => None,
    })
}

fn is_clock(token: &Token) -> bool {
    CLOCKS.contains(&token.text.as_str())
}

#[cfg(test)]
mod tests {
    use super::findings;
    use crate::source::Tree;

    fn count(text: &str) -> usize {
        findings(&Tree::of(&[("crates/certcore/src/key.rs", text)])).len()
    }

    #[test]
    fn data_of_the_standard_library_is_right() {
        assert_eq!(
            count("use std::{fmt, io::Write, collections::BTreeMap}; use core::net::IpAddr; // std::fs\n"),
            0
        );
    }

    #[test]
    fn files_sockets_and_environment_are_found() {
        for text in [
            "use std::fs;",
            "use std::{fmt, net::IpAddr};",
            "std::env::var(x)",
            "std::io::stdout().lock()",
        ] {
            assert_eq!(count(text), 1, "{text}");
        }
    }

    #[test]
    fn clocks_are_found() {
        for text in [
            "Utc::now()",
            "std::time::SystemTime::now()",
            "time::OffsetDateTime::now_utc()",
        ] {
            assert_eq!(count(text), 1, "{text}");
        }
    }

    #[test]
    fn tests_and_other_crates_may() {
        assert_eq!(count("#[cfg(test)] mod tests { use std::fs; }"), 0);
        assert!(
            findings(&Tree::of(&[(
                "crates/certnet/src/key.rs",
                "use std::net::TcpStream;"
            )]))
            .is_empty()
        );
    }
}
