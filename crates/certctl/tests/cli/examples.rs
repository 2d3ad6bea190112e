//! Every example of the help works.

use std::{
    env,
    path::Path,
    process::{Command, Stdio},
};

use crate::{
    authority::full_stage,
    help::all_commands,
    stage::{Outcome, Stage},
};

#[test]
fn every_example_works() {
    for (verb, examples) in certctl::cli::examples() {
        let stage = full_stage();
        for example in examples {
            // Examples make files that the stage has already; each works in a folder without them.
            for made in ["mail.key", "mail.csr", "self-signed.crt", "chain.crt"] {
                if writes(example.command, made) {
                    std::fs::remove_file(stage.path(made)).unwrap();
                }
            }
            let outcome = shell(&stage, example.command);
            assert_eq!(outcome.code, 0, "{verb}: {}: {outcome:?}", example.command);
        }
    }
}

#[test]
fn every_verb_has_an_example() {
    let with_examples: Vec<&str> = certctl::cli::examples()
        .iter()
        .filter(|(_, examples)| !examples.is_empty())
        .map(|(verb, _)| *verb)
        .collect();
    let grammar = certctl::cli::command();
    for words in all_commands() {
        let mut command = &grammar;
        for word in &words {
            command = command.find_subcommand(word).unwrap();
        }
        if !command.has_subcommands() {
            assert!(with_examples.contains(&words.join(" ").as_str()), "{words:?}");
        }
    }
}

#[test]
fn examples_are_not_wrapped() {
    for (verb, examples) in certctl::cli::examples() {
        for line in examples.iter().flat_map(|example| example.command.lines()) {
            assert!(line.chars().count() <= 96, "{verb}: {line}");
        }
    }
}

fn writes(command: &str, file: &str) -> bool {
    command.ends_with(&format!("--out {file}"))
}

fn shell(stage: &Stage, line: &str) -> Outcome {
    let program = Path::new(env!("CARGO_BIN_EXE_certctl"));
    let mut path = vec![program.parent().unwrap().to_owned()];
    path.extend(env::split_paths(&env::var_os("PATH").unwrap()));
    Outcome::of(
        Command::new("sh")
            .args(["-euc", line])
            .current_dir(stage.path("."))
            .env("PATH", env::join_paths(path).unwrap())
            .env("CERTCTL_STORE", "sqlite:store.db")
            .stdin(Stdio::null()),
    )
}
