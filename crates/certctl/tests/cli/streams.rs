//! Data on standard output, talk on standard error, and nothing that a script would stumble over.

use std::{
    io::{Read as _, Write as _},
    process::{Command, Stdio},
};

use crate::{
    authority::full_stage,
    stage::{Outcome, Stage},
};

#[test]
fn every_command_answers_in_json_with_one_document_and_nothing_else() {
    let stage = full_stage();
    for line in [
        "key generate --algorithm ec-p256 --out new.key",
        "csr create --key mail.key --cn a.example",
        "cert self-sign --key mail.key --cn a.example",
        "inspect answer.txt",
        "chain repair answer.txt",
        "verify chain.crt --host mail.example.com --ca root.crt",
        "lint chain.crt",
        "names check mail.crt --interface mail.example.com --mx mail.example.com",
        "p12 create --key mail.key --cert chain.crt --ca root.crt --password-file password.txt --out new.p12",
        "p12 inspect mail.p12 --password-file password.txt",
        "p12 extract mail.p12 --password-file password.txt --out-dir out",
        "demo",
    ] {
        let document = stage.json(line);
        assert!(
            document.is_object() && document.get("error").is_none_or(serde_json::Value::is_null),
            "{line}"
        );
        assert!(document["warnings"].is_array(), "{line}");
    }
}

#[test]
fn the_switch_works_before_and_behind_the_verb() {
    let stage = full_stage();
    assert_eq!(
        stage.run("--json inspect mail.crt").done().document(),
        stage.run("inspect --json mail.crt").done().document()
    );
}

#[test]
fn a_mistake_on_the_command_line_is_told_in_json_too() {
    let outcome = Stage::new().run("csr creat --json");
    assert_eq!(outcome.code, 2);
    let error = &outcome.document()["error"];
    assert_eq!(error["name"], "usage");
    assert!(error["message"].as_str().unwrap().contains("creat"));
    assert_eq!(Stage::new().run("--json").document()["error"]["name"], "usage");
}

#[test]
fn without_a_terminal_nothing_is_coloured() {
    let stage = full_stage();
    for line in [
        "inspect mail.crt",
        "verify chain.crt --host a.example --ca root.crt",
        "--help",
        "inspect nothing",
    ] {
        let outcome = stage.run(line);
        assert!(
            !outcome.stdout.contains('\u{1b}') && !outcome.stderr.contains('\u{1b}'),
            "{line}"
        );
    }
}

#[test]
fn on_a_terminal_there_are_colours_and_no_color_switches_them_off() {
    let stage = full_stage();
    let seen = |environment: &[(&str, &str)]| {
        let line = format!(
            "{} verify chain.crt --host mail.example.com --ca root.crt",
            env!("CARGO_BIN_EXE_certctl")
        );
        let mut command = Command::new("script");
        command
            .args(["-qec", &line, "/dev/null"])
            .current_dir(stage.path("."))
            .env("TERM", "xterm")
            .env_remove("NO_COLOR")
            .envs(environment.iter().copied())
            .stdin(Stdio::null());
        Outcome::of(&mut command).done().stdout
    };
    assert!(seen(&[]).contains("\u{1b}[32mgood: "));
    assert!(!seen(&[("NO_COLOR", "1")]).contains('\u{1b}'));
    assert!(!seen(&[("TERM", "dumb")]).contains('\u{1b}'));
}

#[test]
fn on_a_terminal_a_new_password_is_asked_for_twice_until_it_is_the_same() {
    let stage = Stage::new();
    let line = "key generate --algorithm ec-p256 --encrypt --out mail.key";
    let shown = at_terminal(&stage, line, &["one", "two", "three", "three"]);
    assert!(shown.contains("The two differ."), "{shown}");
    stage.write("password.txt", "three");
    stage
        .run("csr create --key mail.key --cn a.example --password-file password.txt")
        .done();
    let shown = at_terminal(
        &stage,
        "csr create --key mail.key --cn a.example --out a.csr",
        &["three"],
    );
    assert!(shown.contains("request written to a.csr"), "{shown}");
    let shown = at_terminal(&stage, "inspect mail.key", &[""]);
    assert!(shown.contains("private key, closed"), "{shown}");
}

/// Runs the program at a terminal, answers each question, and gives what was shown.
fn at_terminal(stage: &Stage, line: &str, answers: &[&str]) -> String {
    let line = format!("{} {line}", env!("CARGO_BIN_EXE_certctl"));
    let mut child = Command::new("script")
        .args(["-qec", &line, "/dev/null"])
        .current_dir(stage.path("."))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let (mut input, mut output) = (child.stdin.take().unwrap(), child.stdout.take().unwrap());
    let mut shown = Vec::new();
    let mut byte = [0];
    for answer in answers {
        while !shown.ends_with(b": ") {
            assert_eq!(
                output.read(&mut byte).unwrap(),
                1,
                "{}",
                String::from_utf8_lossy(&shown)
            );
            shown.push(byte[0]);
        }
        writeln!(input, "{answer}").unwrap();
        shown.push(b'|');
    }
    output.read_to_end(&mut shown).unwrap();
    child.wait().unwrap();
    String::from_utf8(shown).unwrap()
}

#[test]
fn a_key_is_not_shown_on_a_terminal() {
    let stage = Stage::new();
    let line = format!(
        "{} key generate --algorithm ec-p256 --out -",
        env!("CARGO_BIN_EXE_certctl")
    );
    let outcome = Outcome::of(
        Command::new("script")
            .args(["-qec", &line, "/dev/null"])
            .current_dir(stage.path("."))
            .stdin(Stdio::null()),
    );
    assert_eq!(outcome.code, 2, "{outcome:?}");
    assert!(outcome.stdout.contains("[secret-to-terminal]"), "{outcome:?}");
    assert!(!outcome.stdout.contains("PRIVATE KEY"), "{outcome:?}");
}

#[test]
fn a_reader_that_goes_away_is_no_failure() {
    let stage = Stage::new();
    let mut child = stage
        .command(&["completion", "bash"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 1];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let outcome = Outcome::from(child.wait_with_output().unwrap());
    assert_eq!((outcome.code, outcome.stderr.as_str()), (0, ""));
}

#[test]
fn a_full_disk_is_a_failure() {
    let stage = full_stage();
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let output = stage
        .command(&["inspect", "mail.crt"])
        .stdin(Stdio::null())
        .stdout(full)
        .stderr(Stdio::piped())
        .spawn()
        .unwrap()
        .wait_with_output()
        .unwrap();
    assert_eq!(output.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&output.stderr).contains("[stdout-failed]"));
    assert!(String::from_utf8_lossy(&output.stderr).contains("the command was carried out"));
}
