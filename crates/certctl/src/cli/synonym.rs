//! Words that people try first: other words for nouns and verbs, and tips for those that have another place here.

use std::ffi::OsString;

use clap::{
    Command,
    builder::StyledStr,
    error::{ContextKind, ContextValue},
};

/// Nouns, each with its plural.
const PLURALS: &[(&str, &str)] = &[
    ("profile", "profiles"),
    ("interface", "interfaces"),
    ("listener", "listeners"),
    ("sender-group", "sender-groups"),
    ("policy", "policies"),
    ("destination", "destinations"),
    ("ca", "cas"),
];

/// Verbs, each with another word for it.
const VERBS: &[(&str, &str)] = &[("list", "ls"), ("remove", "delete"), ("delete", "remove")];

/// Words that are none here: the noun before them, if any, the word, and what to do instead.
const TIPS: &[(Option<&str>, &str, &str)] = &[
    (
        None,
        "alertconfig",
        "use `certctl alerts`, or alertconfig in `certctl console`",
    ),
    (
        None,
        "certconfig",
        "use `certctl profile` and `certctl ca`, or certconfig in `certctl console`",
    ),
    (
        None,
        "clearchanges",
        "use `certctl clear`, or clearchanges in `certctl console`",
    ),
    (
        None,
        "commitdetail",
        "use `certctl show`, or commitdetail in `certctl console`",
    ),
    (
        None,
        "destconfig",
        "use `certctl destination`, or destconfig in `certctl console`",
    ),
    (
        None,
        "interfaceconfig",
        "use `certctl interface`, or interfaceconfig in `certctl console`",
    ),
    (
        None,
        "ldapconfig",
        "use `certctl ldap`, or ldapconfig in `certctl console`",
    ),
    (
        None,
        "listenerconfig",
        "use `certctl listener`, or listenerconfig in `certctl console`",
    ),
    (
        None,
        "loadconfig",
        "use `certctl config load`, or loadconfig in `certctl console`",
    ),
    (
        None,
        "rollbackconfig",
        "use `certctl rollback`, or rollbackconfig in `certctl console`",
    ),
    (
        None,
        "saveconfig",
        "use `certctl config save`, or saveconfig in `certctl console`",
    ),
    (
        None,
        "sethostname",
        "use `certctl machine set`, or sethostname in `certctl console`",
    ),
    (
        None,
        "showchanges",
        "use `certctl changes`, or showchanges in `certctl console`",
    ),
    (
        None,
        "websecurityconfig",
        "use `certctl bind url-filtering`, or websecurityconfig in `certctl console`",
    ),
    (
        None,
        "diff",
        "use `certctl changes` for what is staged, `certctl show` for what a commit changed",
    ),
    (
        None,
        "log",
        "use `certctl history` for the commits, `certctl audit` for every act",
    ),
    (Some("store"), "backup", "use `certctl backup`"),
    (
        Some("profile"),
        "rename",
        "a profile keeps its name; make another one with `certctl profile import` or `certctl profile create`, let the \
         services use it with `certctl bind`, and take the old one away with `certctl profile delete`",
    ),
];

/// The grammar with the other words, which the help does not list.
pub(super) fn with_synonyms(grammar: Command) -> Command {
    grammar.mut_subcommands(|noun| {
        let plural = word_for(PLURALS, noun.get_name());
        let noun = noun.mut_subcommands(|verb| match word_for(VERBS, verb.get_name()) {
            Some(word) => verb.alias(word),
            None => verb,
        });
        match plural {
            Some(plural) => noun.alias(plural),
            None => noun,
        }
    })
}

fn word_for(words: &[(&str, &'static str)], name: &str) -> Option<&'static str> {
    let (_, word) = words.iter().find(|(known, _)| *known == name)?;
    Some(word)
}

/// What clap says, with our tip in place of its guess where the unknown word is one of those that people try first.
pub(super) fn advised(mut error: clap::Error, arguments: &[OsString]) -> clap::Error {
    let Some(ContextValue::String(unknown)) = error.get(ContextKind::InvalidSubcommand) else {
        return error;
    };
    let before: Vec<&OsString> = arguments.iter().take_while(|word| **word != **unknown).collect();
    let tip = TIPS.iter().find(|(noun, word, _)| {
        word == unknown && noun.is_none_or(|noun| before.iter().any(|one| **one == *noun))
    });
    if let Some((_, _, tip)) = tip {
        error.remove(ContextKind::SuggestedSubcommand);
        let tip = ContextValue::StyledStrs(vec![StyledStr::from(*tip)]);
        error.insert(ContextKind::Suggested, tip);
    }
    error
}

#[cfg(test)]
mod tests {
    use super::TIPS;

    #[test]
    fn every_command_in_a_tip_is_one() {
        for (_, _, tip) in TIPS {
            for line in tip.split('`').skip(1).step_by(2) {
                let mut command = &crate::cli::command();
                for word in line.split_whitespace().skip(1) {
                    command = command
                        .find_subcommand(word)
                        .unwrap_or_else(|| panic!("{line}: {word}"));
                }
            }
        }
    }

    #[test]
    fn every_word_with_a_tip_is_unknown() {
        for (noun, word, _) in TIPS {
            let mut command = &crate::cli::command();
            if let Some(noun) = noun {
                command = command.find_subcommand(noun).unwrap();
            }
            assert!(command.find_subcommand(word).is_none(), "{word}");
        }
    }
}
