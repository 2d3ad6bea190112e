//! What to do about an error, by its name.
//!
//! Command lines stand between backticks, and a test parses every one of them. An option outside of them is one of the
//! command that failed; a command that lacks it does not show the hint.

/// The hints that belong to the name of an error or a warning.
pub(crate) fn hints(name: &str) -> impl Iterator<Item = &'static str> {
    HINTS
        .iter()
        .filter(move |(names, _)| names.contains(&name))
        .flat_map(|(_, hints)| hints.iter().copied())
}

/// The options that a command offers.
#[derive(Clone, Debug, Default)]
pub(crate) struct Offered(Option<Vec<String>>);

impl Offered {
    /// The options of the command that runs, by their long names without the dashes.
    pub(crate) const fn new(options: Vec<String>) -> Self {
        Self(Some(options))
    }

    /// Whether a hint is for this command: it has the options that the hint names, and a command on a store keeps its
    /// keys there. Every hint is for a command that is not known.
    pub(crate) fn fits(&self, hint: &str) -> bool {
        let Some(options) = &self.0 else {
            return true;
        };
        let has = |name: &str| options.iter().any(|option| option == name);
        let outside = hint.split('`').step_by(2);
        let mut named = outside
            .flat_map(|text| text.split(|one: char| !one.is_ascii_alphanumeric() && one != '-'))
            .filter_map(|word| word.strip_prefix("--"))
            .filter(|name| !name.is_empty());
        named.all(has) && !(has("store") && KEY_FILE.contains(&hint))
    }
}

/// Hints about keys that are files.
const KEY_FILE: &[&str] = &[
    "if the CA answered an older request, make a new one: `certctl csr create --key mail.key --cn mail.example.com`",
    "name the one that is meant by its key: `certctl chain repair FILE --key mail.key`",
    "make it again: `certctl csr create --key mail.key --cn mail.example.com --out mail.csr`",
];

/// Hints, each with the names that they belong to.
const HINTS: &[(&[&str], &[&str])] = &[
    (
        &["key-password-missing", "pkcs12-password-missing"],
        &["put the password into a file that only you can read, and add --password-file FILE"],
    ),
    (
        &[
            "key-not-found",
            "key-malformed",
            "pkcs12-malformed",
            "certificate-not-found",
            "request-not-found",
            "leaf-is-ca",
        ],
        &["see what the file holds: `certctl inspect FILE`"],
    ),
    (
        &["output-exists"],
        &["choose another place, or add --force to replace it"],
    ),
    (
        &["key-algorithm-not-available"],
        &["every OpenSSL has this one: `certctl key generate --algorithm ec-p256 --out mail.key`"],
    ),
    (
        &["key-does-not-match"],
        &[
            "see which key each file is for, by `spki sha256`: `certctl inspect --full FILE`",
            "if the CA answered an older request, make a new one: `certctl csr create --key mail.key --cn mail.example.com`",
        ],
    ),
    (
        &["leaf-ambiguous"],
        &["name the one that is meant by its key: `certctl chain repair FILE --key mail.key`"],
    ),
    (
        &["candidate-not-empty"],
        &["to take that back first, add --clear"],
    ),
    (
        &["certificate-expired", "certificate-not-yet-valid"],
        &["to judge it at another time, add --at TIME"],
    ),
    (
        &["certificate-is-precertificate", "certificate-not-loadable"],
        &["see what the file holds: `certctl inspect FILE`"],
    ),
    (
        &["verify-issuer-missing", "chain-incomplete"],
        &[
            "let the chain be put together: `certctl chain repair FILE --out chain.crt`",
            "if the root is a private CA's, give it with --ca FILE",
        ],
    ),
    (
        &["verify-untrusted-root", "verify-self-signed"],
        &["to trust it for this question, give it with --ca FILE"],
    ),
    (
        &["verify-name-mismatch"],
        &[
            "see how certificate, MX records and interface go together: `certctl names check FILE --interface HOST --domain DOMAIN`",
        ],
    ),
    (
        &["pkcs12-several-keys"],
        &["see the names of the keys: `certctl p12 inspect FILE --password-file FILE`"],
    ),
    (
        &["request-signature-invalid"],
        &["make it again: `certctl csr create --key mail.key --cn mail.example.com --out mail.csr`"],
    ),
    (
        &["csr-not-committed"],
        &["put what is staged in force: `certctl commit`"],
    ),
    (
        &["csr-none"],
        &[
            "for the same key: `certctl profile renew NAME`",
            "for a new key: `certctl profile rekey NAME`",
        ],
    ),
    (
        &["csr-pending"],
        &[
            "to change what the waiting request asks for: `certctl profile edit NAME --cn HOST`",
            "to replace it, add --yes",
        ],
    ),
    (
        &["profile-exists", "profile-missing"],
        &["see which there are: `certctl profile list`"],
    ),
    (
        &["profile-version-missing"],
        &["see which versions there are: `certctl profile versions NAME`"],
    ),
    (
        &["answer-fits-no-request"],
        &["see which key each certificate is for, by `spki sha256`: `certctl inspect --full FILE`"],
    ),
    (&["stdin-used-twice"], &["put one of the two into a file"]),
    (
        &[
            "dns-unreachable",
            "dns-timeout",
            "dns-no-servers",
            "dns-configuration-unreadable",
        ],
        &["without DNS, give the MX hosts yourself: `certctl names check FILE --interface HOST --mx HOST`"],
    ),
    (&["revision-unknown"], &["see which there are: `certctl history`"]),
    (&["entry-not-staged"], &["see what is staged: `certctl changes`"]),
    (
        &["https-not-offered"],
        &["turn it on: `certctl interface set INTERFACE --https-port 8443`"],
    ),
    (
        &["config-keys-masked", "config-file-foreign"],
        &["save one that can be loaded: `certctl config save FILE --keys encrypted`"],
    ),
    (
        &["store-missing"],
        &["make one, or name the place of another: `certctl init`"],
    ),
    (
        &["store-row-malformed", "store-material-missing"],
        &["see what else is wrong with it: `certctl store check`"],
    ),
];

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{HINTS, KEY_FILE, Offered};

    #[test]
    fn a_hint_is_for_commands_that_have_its_options() {
        let offered = |options: &[&str]| Offered::new(options.iter().map(|&one| one.to_owned()).collect());
        let hint = "to judge it at another time, add --at TIME";
        assert!(offered(&["at", "ca"]).fits(hint));
        assert!(!offered(&["store"]).fits(hint));
        assert!(Offered::default().fits(hint));
        assert!(offered(&["store"]).fits("see the rest: `certctl verify FILE --at TIME`"));
    }

    #[test]
    fn hints_about_key_files_are_for_commands_without_a_store() {
        let offered = Offered::new(vec!["store".to_owned()]);
        let all: Vec<&str> = HINTS
            .iter()
            .flat_map(|(_, hints)| hints.iter().copied())
            .collect();
        for hint in KEY_FILE {
            assert!(all.contains(hint), "{hint}");
            assert!(!offered.fits(hint), "{hint}");
        }
    }

    #[test]
    fn every_option_in_a_hint_is_one_of_a_command() {
        fn options(command: &clap::Command, all: &mut Vec<String>) {
            all.extend(
                command
                    .get_arguments()
                    .filter_map(|one| one.get_long())
                    .map(str::to_owned),
            );
            command.get_subcommands().for_each(|verb| options(verb, all));
        }
        let mut all = Vec::new();
        options(&crate::cli::command(), &mut all);
        let all = Offered::new(all.into_iter().filter(|one| one != "store").collect());
        for hint in HINTS.iter().flat_map(|(_, hints)| hints.iter()) {
            assert!(all.fits(hint), "{hint}");
        }
    }

    #[test]
    fn every_name_with_a_hint_exists() {
        let known: BTreeSet<&str> = crate::names().iter().map(|error| error.name).collect();
        for name in HINTS.iter().flat_map(|(names, _)| names.iter()) {
            assert!(known.contains(name), "{name}");
        }
    }

    #[test]
    fn every_command_line_in_a_hint_is_one() {
        let mut count = 0;
        for hint in HINTS.iter().flat_map(|(_, hints)| hints.iter()) {
            for line in hint
                .split('`')
                .skip(1)
                .step_by(2)
                .filter(|line| line.starts_with("certctl"))
            {
                let words = line
                    .replace("HOST", "mail.example.com")
                    .replace("DOMAIN", "example.com");
                crate::cli::command()
                    .try_get_matches_from(words.split_whitespace())
                    .unwrap_or_else(|error| panic!("{line}: {error}"));
                count += 1;
            }
        }
        assert!(count > 5, "{count}");
    }
}
