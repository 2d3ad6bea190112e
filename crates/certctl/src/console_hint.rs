//! What to do about an error in the console, by its name.
//!
//! Commands and operations stand between backticks, and a test looks for each of them.

/// The hints that belong to the name of an error or a warning.
pub(crate) fn hints(name: &str) -> impl Iterator<Item = &'static str> {
    HINTS
        .iter()
        .filter(move |(names, _)| names.contains(&name))
        .flat_map(|(_, hints)| hints.iter().copied())
}

/// Hints, each with the names that they belong to.
const HINTS: &[(&[&str], &[&str])] = &[
    (&["csr-not-committed"], &["`commit` puts what is staged in force"]),
    (
        &["csr-none"],
        &["`RENEW` makes one for the same key, `REKEY` for a new one"],
    ),
    (
        &["answer-fits-no-request"],
        &["`VIEW` shows the request that waits for its answer"],
    ),
    (
        &["key-does-not-match"],
        &[
            "the answer to a request that was made here has its key in the store: `certconfig`, `CERTIFICATE`, `EDIT`, `UPLOAD`",
        ],
    ),
    (&["https-not-offered"], &["`interfaceconfig`, `EDIT` turns it on"]),
    (&["revision-unknown"], &["`history` lists them"]),
    (
        &["config-keys-masked", "config-file-foreign"],
        &["`saveconfig` saves one that can be loaded, with encrypted keys"],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::HINTS;

    #[test]
    fn every_name_with_a_hint_exists() {
        let known: BTreeSet<&str> = crate::names().iter().map(|error| error.name).collect();
        for name in HINTS.iter().flat_map(|(names, _)| names.iter()) {
            assert!(known.contains(name), "{name}");
        }
    }

    #[test]
    fn every_word_between_backticks_is_one_of_the_console() {
        let commands = crate::appliance::commands();
        let operations = ["CERTIFICATE", "EDIT", "REKEY", "RENEW", "UPLOAD", "VIEW"];
        for hint in HINTS.iter().flat_map(|(_, hints)| hints.iter()) {
            assert!(!hint.contains("certctl") && !hint.contains("--"), "{hint}");
            let words: Vec<&str> = hint.split('`').skip(1).step_by(2).collect();
            assert!(!words.is_empty(), "{hint}");
            for word in words {
                assert!(
                    commands.find(word).is_ok() || operations.contains(&word),
                    "{word}: {hint}"
                );
            }
        }
    }
}
