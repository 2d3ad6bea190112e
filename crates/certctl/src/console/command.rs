//! Commands of the console and the table that finds them.

use std::cmp::Reverse;

use certcore::error_names;
use thiserror::Error;

use super::{dialogue::Dialogue, stop::Stop};

/// How many names an unknown command is compared to in its answer.
const SUGGESTIONS: usize = 3;

/// A command of the console, for a context `C` that all commands of a table share.
pub(crate) trait Command<C> {
    /// What is typed, in lower case.
    fn name(&self) -> &'static str;

    /// Other words for it, in lower case.
    fn aliases(&self) -> &'static [&'static str] {
        &[]
    }

    /// What it does, in one line.
    fn help(&self) -> &'static str;

    /// Whether words may follow its name.
    fn arguments(&self) -> Arguments {
        Arguments::None
    }

    /// Does it. `arguments` are the words after the name.
    ///
    /// # Errors
    ///
    /// [`Stop::Left`] passes on that the dialogue was left; [`Stop::Failed`] is told, and the prompt comes again; a program ends.
    fn run(&self, arguments: &[&str], dialogue: &mut Dialogue<'_>, context: &mut C) -> Result<Flow, Stop>;
}

/// Whether words may follow the name of a command.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Arguments {
    /// They are refused before the command runs.
    None,
    /// The command looks at them itself.
    Some,
}

/// What follows after a command.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Flow {
    /// The prompt.
    Prompt,
    /// The end of the console.
    Exit,
}

/// The commands of a console.
pub(crate) struct Commands<C> {
    table: Vec<Box<dyn Command<C>>>,
}

impl<C> Commands<C> {
    /// A table. Where two commands share a word, the first one has it.
    pub(crate) fn new(table: Vec<Box<dyn Command<C>>>) -> Self {
        Self { table }
    }

    /// The commands in the order of the table.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &dyn Command<C>> {
        self.table.iter().map(AsRef::as_ref)
    }

    /// Every name and alias.
    pub(crate) fn words(&self) -> Vec<&'static str> {
        self.iter().flat_map(words).collect()
    }

    /// The command with this name or alias, in upper or lower case.
    ///
    /// # Errors
    ///
    /// [`UnknownCommand::NoSuch`] with the names that come closest.
    pub(crate) fn find(&self, typed: &str) -> Result<&dyn Command<C>, UnknownCommand> {
        self.iter()
            .find(|command| words(*command).any(|word| word.eq_ignore_ascii_case(typed)))
            .ok_or_else(|| UnknownCommand::NoSuch {
                typed: typed.to_owned(),
                advice: self.advice(typed),
            })
    }

    fn advice(&self, typed: &str) -> String {
        let mut close: Vec<(Reverse<usize>, &'static str)> = self
            .iter()
            .filter_map(|command| {
                let shared = words(command).filter_map(|word| likeness(typed, word)).max()?;
                Some((Reverse(shared), command.name()))
            })
            .collect();
        close.sort_unstable();
        close.truncate(SUGGESTIONS);
        let names: Vec<&str> = close.into_iter().map(|(_, name)| name).collect();
        if names.is_empty() {
            "enter help for the list".to_owned()
        } else {
            format!("did you mean {}?", names.join(", "))
        }
    }
}

fn words<C>(command: &dyn Command<C>) -> impl Iterator<Item = &'static str> {
    std::iter::once(command.name()).chain(command.aliases().iter().copied())
}

/// How like a word what was typed is, or `None` if it is another word: one begins with the other, or few letters differ.
fn likeness(typed: &str, word: &str) -> Option<usize> {
    // No command is that long, and the comparison takes time with the product of the lengths.
    if typed.len() > 2 * word.len() {
        return None;
    }
    let typed = typed.to_lowercase();
    let distance = distance(&typed, word);
    let close = distance <= word.len() / 3;
    let begins = typed.len() >= 2 && word.starts_with(&typed);
    (close || begins).then(|| word.len().saturating_sub(distance))
}

/// The least number of characters to insert, remove or replace that makes one text of the other (Levenshtein).
fn distance(left: &str, right: &str) -> usize {
    let mut row: Vec<usize> = (0..=right.chars().count()).collect();
    for (line, one) in left.chars().enumerate() {
        let mut diagonal = line;
        let mut before = line + 1;
        for (cell, other) in row.iter_mut().skip(1).zip(right.chars()) {
            let best = (diagonal + usize::from(one != other))
                .min(before + 1)
                .min(*cell + 1);
            diagonal = std::mem::replace(cell, best);
            before = best;
        }
        if let Some(first) = row.first_mut() {
            *first = line + 1;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// Why a line is no command.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub(crate) enum UnknownCommand {
    /// No command has this name.
    #[error("'{}' is no command; {advice}", .typed.escape_debug())]
    NoSuch {
        /// What was typed.
        typed: String,
        /// What may have been meant.
        advice: String,
    },
    /// Words follow a command that takes none.
    #[error("{command} is entered alone and asks for what it needs")]
    TakesNoArguments {
        /// Its name.
        command: &'static str,
    },
}

error_names!(UnknownCommand {
    Self::NoSuch { .. } => "command-unknown", "The console has no command of this name.";
    Self::TakesNoArguments { .. } => "command-takes-no-arguments", "Words follow a command of the console that takes none.";
});

#[cfg(test)]
mod tests {
    use super::*;

    struct Named(&'static str, &'static [&'static str]);

    impl Command<()> for Named {
        fn name(&self) -> &'static str {
            self.0
        }

        fn aliases(&self) -> &'static [&'static str] {
            self.1
        }

        fn help(&self) -> &'static str {
            "does nothing"
        }

        fn run(&self, _: &[&str], _: &mut Dialogue<'_>, (): &mut ()) -> Result<Flow, Stop> {
            Ok(Flow::Prompt)
        }
    }

    fn commands() -> Commands<()> {
        Commands::new(vec![
            Box::new(Named("certconfig", &[])),
            Box::new(Named("commit", &[])),
            Box::new(Named("commitdetail", &[])),
            Box::new(Named("clearchanges", &["clear"])),
            Box::new(Named("exit", &["quit"])),
        ])
    }

    fn answer(typed: &str) -> String {
        commands()
            .find(typed)
            .map_or_else(|error| error.to_string(), |command| command.name().to_owned())
    }

    #[test]
    fn a_command_is_found_by_name_and_alias_in_any_case() {
        assert_eq!(answer("commit"), "commit");
        assert_eq!(answer("CertConfig"), "certconfig");
        assert_eq!(answer("clear"), "clearchanges");
    }

    #[test]
    fn an_unknown_command_names_the_closest_ones() {
        assert_eq!(answer("comit"), "'comit' is no command; did you mean commit?");
        assert_eq!(answer("cert"), "'cert' is no command; did you mean certconfig?");
        assert_eq!(
            answer("comm"),
            "'comm' is no command; did you mean commit, commitdetail?"
        );
        assert_eq!(answer("qiut"), "'qiut' is no command; enter help for the list");
        assert_eq!(
            answer("frobnicate"),
            "'frobnicate' is no command; enter help for the list"
        );
        assert_eq!(
            answer("ß\u{1b}"),
            "'ß\\u{1b}' is no command; enter help for the list"
        );
    }

    #[test]
    fn a_distance_counts_the_letters_that_differ() {
        assert_eq!(distance("comit", "commit"), 1);
        assert_eq!(distance("", "exit"), 4);
        assert_eq!(distance("kitten", "sitting"), 3);
        assert_eq!(distance("same", "same"), 0);
    }
}
