//! The table of real inputs under `fixtures/cases`: what certctl answers to each.

use std::{collections::BTreeSet, fs, path::Path};

use serde::Deserialize;

use crate::stage::{Outcome, Stage};

/// The file `expected.toml` of a folder.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Expected {
    /// What is right, and which standard says so.
    why: String,
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    /// Commands without the program's name. The last one is judged, the others must end with 0. They run in a copy of
    /// the folder `input`, with a store in it if one of them is `init`.
    run: Vec<String>,
    exit: i32,
    /// What the last command says on either stream: error names, names of findings, words.
    says: Vec<String>,
    /// What it must not say.
    #[serde(default)]
    silent: Vec<String>,
}

#[test]
fn every_case_gets_the_right_answer() {
    let root = Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/../../fixtures/cases"));
    let mut folders: Vec<_> = fs::read_dir(root)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.is_dir())
        .collect();
    folders.sort();
    assert!(!folders.is_empty());
    let wrong: Vec<String> = folders.iter().flat_map(|folder| faults(folder)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn faults(folder: &Path) -> Vec<String> {
    let file = folder.join("expected.toml");
    let text = fs::read_to_string(&file).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    let expected: Expected =
        toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", file.display()));
    assert!(
        !expected.why.is_empty() && !expected.case.is_empty(),
        "{}",
        file.display()
    );
    let name = folder.file_name().unwrap().to_string_lossy();
    let mut wrong = Vec::new();
    for case in &expected.case {
        if let Err(fault) = judge(folder, case) {
            wrong.push(format!("{name}: {fault}"));
        }
    }
    let mut unused = inputs(&folder.join("input"), "");
    let lines: Vec<&String> = expected.case.iter().flat_map(|case| &case.run).collect();
    unused.retain(|input| !lines.iter().any(|line| line.contains(input.as_str())));
    wrong.extend(unused.iter().map(|input| format!("{name}: no case uses {input}")));
    wrong
}

fn judge(folder: &Path, case: &Case) -> Result<(), String> {
    let stage = Stage::new();
    let input = folder.join("input");
    for name in inputs(&input, "") {
        let path = stage.path(&name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        stage.write(&name, fs::read(input.join(&name)).unwrap());
    }
    let (last, before) = case.run.split_last().ok_or("a case without a command")?;
    for line in before {
        let outcome = run(&stage, line);
        if outcome.code != 0 {
            return Err(format!(
                "{line}: exit {}, not 0: {}",
                outcome.code,
                outcome.seen()
            ));
        }
    }
    let outcome = run(&stage, last);
    let said = format!("{}{}", outcome.stdout, outcome.stderr);
    let missing: Vec<_> = case.says.iter().filter(|word| !said.contains(*word)).collect();
    let unwanted: Vec<_> = case.silent.iter().filter(|word| said.contains(*word)).collect();
    if outcome.code != case.exit || !missing.is_empty() || !unwanted.is_empty() {
        return Err(format!(
            "{last}: exit {}, expected {}; not said: {missing:?}; said, but must not: {unwanted:?}\n{}",
            outcome.code,
            case.exit,
            outcome.seen()
        ));
    }
    Ok(())
}

/// Quotation marks hold words with blanks together.
fn run(stage: &Stage, line: &str) -> Outcome {
    let mut words = Vec::new();
    for (index, part) in line.split('"').enumerate() {
        if index % 2 == 1 {
            words.push(part);
        } else {
            words.extend(part.split_whitespace());
        }
    }
    let store = format!("sqlite:{}", stage.path("gateway.db").display());
    Outcome::of(
        stage
            .command(&words)
            .env("CERTCTL_STORE", store)
            .stdin(std::process::Stdio::null()),
    )
}

/// The files below a folder, as paths from it.
fn inputs(folder: &Path, prefix: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let entry = entry.unwrap();
        let name = format!("{prefix}{}", entry.file_name().to_str().unwrap());
        if entry.path().is_dir() {
            names.extend(inputs(&entry.path(), &format!("{name}/")));
        } else {
            names.insert(name);
        }
    }
    names
}
