//! The help of every command, and what it promises.

use clap::Command;

use crate::stage::Stage;

/// The words of every command and noun of the grammar.
pub(crate) fn all_commands() -> Vec<Vec<String>> {
    fn add(command: &Command, words: &[String], all: &mut Vec<Vec<String>>) {
        for verb in command.get_subcommands().filter(|verb| verb.get_name() != "help") {
            let mut words = words.to_vec();
            words.push(verb.get_name().to_owned());
            add(verb, &words, all);
            all.push(words);
        }
    }
    let mut all = vec![Vec::new()];
    add(&certctl::cli::command(), &[], &mut all);
    all.sort();
    all
}

#[test]
fn grammar_has_no_fault() {
    certctl::cli::command().debug_assert();
}

#[test]
fn every_command_has_help() {
    let stage = Stage::new();
    for words in all_commands() {
        let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
        let name = if words.is_empty() {
            "help_certctl".to_owned()
        } else {
            format!("help_{}", words.join("_"))
        };
        words.push("--help");
        let outcome = stage.run_words(&words).done();
        assert_eq!(outcome.stderr, "");
        insta::assert_snapshot!(name, outcome.stdout);
    }
}

#[test]
fn short_help_fits_a_screen() {
    let stage = Stage::new();
    for words in all_commands() {
        let mut words: Vec<&str> = words.iter().map(String::as_str).collect();
        words.push("-h");
        let outcome = stage.run_words(&words).done();
        let lines = outcome.stdout.lines().count();
        assert!(lines <= 60, "{words:?}: {lines} lines");
        assert!(
            outcome.stdout.lines().all(|line| line.chars().count() <= 100),
            "{words:?}"
        );
    }
}

#[test]
fn no_option_takes_a_secret() {
    for words in all_commands() {
        let mut command = &certctl::cli::command();
        for word in &words {
            command = command.find_subcommand(word).unwrap();
        }
        for argument in command.get_arguments() {
            let name = argument.get_id().as_str();
            let takes_a_place = name.ends_with("_file") || name.ends_with("_env");
            assert!(
                !name.contains("password") || takes_a_place || name.contains("password_arguments"),
                "{words:?} {name}"
            );
        }
    }
}

#[test]
fn every_option_says_what_it_is_for() {
    for words in all_commands() {
        let mut command = &certctl::cli::command();
        for word in &words {
            command = command.find_subcommand(word).unwrap();
        }
        for argument in command.get_arguments() {
            let help = argument.get_help().map(ToString::to_string);
            assert!(
                help.is_some_and(|help| !help.is_empty()),
                "{words:?} {}",
                argument.get_id()
            );
        }
    }
}

#[test]
fn version_is_one_line() {
    let outcome = Stage::new().run("--version").done();
    assert_eq!(outcome.stdout, format!("certctl {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn no_command_shows_the_help_and_is_a_mistake() {
    let outcome = Stage::new().run("");
    assert_eq!((outcome.code, outcome.stdout.as_str()), (2, ""));
    assert!(outcome.stderr.contains("Usage: certctl"), "{}", outcome.stderr);
}
