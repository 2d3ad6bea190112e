//! The reference pages are what the program says of itself. With `CERTCTL_BLESS=1` they are written instead of compared.

#![expect(clippy::unwrap_used, reason = "a page that cannot be made ends its test")]

use std::{
    collections::BTreeSet,
    env,
    fmt::Write as _,
    fs,
    path::{Path, PathBuf},
};

use certctl::{Exit, cli};
use clap::Command;

#[test]
fn command_line_page_is_what_the_help_says() {
    let mut page = String::from(
        "# Command line\n\nThe help of every command, as `certctl help COMMAND` shows it. Answers in JSON are described in [JSON \
         answers](json.md), exit codes in [exit codes](exit-codes.md), errors in [errors](errors.md).\n",
    );
    let mut command = cli::command().term_width(100);
    command.build();
    add_help(&mut command, "certctl", &mut page);
    compare("cli.md", &page);
}

fn add_help(command: &mut Command, words: &str, page: &mut String) {
    let help = command.render_long_help().to_string();
    // clap fills empty lines up with blanks.
    let help: Vec<&str> = help.lines().map(str::trim_end).collect();
    writeln!(
        page,
        "\n## {words}\n\n```text\n{}\n```",
        help.join("\n").trim_end()
    )
    .unwrap();
    for verb in command
        .get_subcommands_mut()
        .filter(|verb| verb.get_name() != "help")
    {
        let words = format!("{words} {}", verb.get_name());
        add_help(verb, &words, page);
    }
}

#[test]
fn exit_code_page_lists_every_code() {
    let mut page = String::from(
        "# Exit codes\n\nThe same for every command. With `--json` the answer is on standard output whatever the code is.\n\n\
         | code | meaning |\n|---|---|\n",
    );
    for exit in Exit::ALL {
        writeln!(page, "| {} | {} |", exit.code(), exit.meaning()).unwrap();
    }
    compare("exit-codes.md", &page);
}

#[test]
fn error_page_lists_every_name() {
    let mut page = String::from(
        "# Errors and warnings\n\nEvery error and every warning has a name that does not change. It stands in brackets behind \
         the message, and in `error.name` or `warnings[].name` of the [JSON answer](json.md).\n\n| name | meaning |\n|---|---|\n",
    );
    for error in certctl::names() {
        writeln!(page, "| `{}` | {} |", error.name, error.meaning).unwrap();
    }
    compare("errors.md", &page);
}

#[test]
fn lint_page_lists_every_rule() {
    let mut page = String::from(
        "# Lint rules\n\nWhat `certctl lint` looks for. A finding of the severity error makes the exit code 1.\n\n\
         | name | severity | meaning | source |\n|---|---|---|---|\n",
    );
    let mut rules: Vec<_> = certcore::lint::rules().collect();
    rules.sort_by_key(|rule| rule.name);
    for rule in rules {
        writeln!(
            page,
            "| `{}` | {} | {} | {} |",
            rule.name, rule.severity, rule.meaning, rule.source
        )
        .unwrap();
    }
    compare("lint.md", &page);
}

#[test]
fn every_name_in_the_sources_is_on_the_error_page() {
    let listed: BTreeSet<&str> = certctl::names().iter().map(|error| error.name).collect();
    let mut count = 0;
    for name in ["certcore", "certnet", "certctl"] {
        for file in rust_files(&root().join("crates").join(name).join("src")) {
            for name in names_in(&fs::read_to_string(&file).unwrap()) {
                assert!(
                    listed.contains(name.as_str()),
                    "{name} in {} is missing in certctl::names",
                    file.display()
                );
                count += 1;
            }
        }
    }
    assert!(count > 100, "{count}");
}

/// The names between `error_names!(` and the end of its invocation: first strings behind `=>`.
fn names_in(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    for invocation in text.split("error_names!(").skip(1) {
        let body = invocation.split("\n});").next().unwrap_or_default();
        for line in body.lines() {
            if let Some((_, rest)) = line.split_once("=> \"") {
                names.extend(rest.split('"').next().map(str::to_owned));
            }
        }
    }
    names
}

fn rust_files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(rust_files(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    files
}

/// Compares a page with the one in the tree, or writes it.
fn compare(name: &str, page: &str) {
    let path = root().join("docs/reference").join(name);
    if env::var_os("CERTCTL_BLESS").is_some_and(|value| value == "1") {
        fs::write(&path, page).unwrap();
        return;
    }
    let current = fs::read_to_string(&path).unwrap_or_default();
    let line = current
        .lines()
        .zip(page.lines())
        .position(|(old, new)| old != new)
        .unwrap_or_else(|| current.lines().count().min(page.lines().count()));
    assert!(
        current == page,
        "docs/reference/{name} differs from line {} on; write it again with: cargo xtask reference",
        line + 1
    );
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}
