//! certctl itself: built once for all tests of a process, and run as a user would.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::LazyLock;
use std::time::Duration;

use serde_json::Value;

use crate::{folder::Folder, run::Run, words::words};

/// How long the build may take, OpenSSL included.
const BUILD_PATIENCE: Duration = Duration::from_secs(20 * 60);

/// The exit codes that a user may meet. 70 is a bug.
const CODES: [i32; 6] = [0, 1, 2, 3, 4, 5];

static BINARY: LazyLock<PathBuf> = LazyLock::new(find);

/// The program.
pub fn binary() -> &'static Path {
    &BINARY
}

/// Runs certctl in `folder` with the arguments of `line`.
///
/// # Panics
///
/// If it crashes, hangs or reports a bug.
#[track_caller]
pub fn certctl(folder: &Folder, line: &str) -> Run {
    certctl_with_input(folder, line, b"")
}

/// Runs certctl with something on its standard input.
///
/// # Panics
///
/// If it crashes, hangs or reports a bug.
#[track_caller]
pub fn certctl_with_input(folder: &Folder, line: &str, input: &[u8]) -> Run {
    let mut command = folder.command(binary());
    let run = Run::of(command.args(words(line)), input).expect("certctl can be started");
    assert!(run.code().is_some_and(|code| CODES.contains(&code)), "{run}");
    run
}

/// An answer in JSON.
pub struct Answer {
    /// The exit code.
    pub code: i32,
    /// The document.
    pub document: Value,
    /// The run, to be shown when a test fails.
    pub run: Run,
}

/// Runs certctl with `--json`, and checks that standard output is one document and nothing else.
///
/// # Panics
///
/// If it is not, or if certctl crashes, hangs or reports a bug.
#[track_caller]
pub fn json(folder: &Folder, line: &str) -> Answer {
    json_with_input(folder, line, b"")
}

/// The same, with something on its standard input.
///
/// # Panics
///
/// If standard output is anything but one document, or if certctl crashes, hangs or reports a bug.
#[track_caller]
pub fn json_with_input(folder: &Folder, line: &str, input: &[u8]) -> Answer {
    let run = certctl_with_input(folder, &format!("{line} --json"), input);
    let document: Value = serde_json::from_slice(&run.stdout)
        .unwrap_or_else(|error| panic!("not one JSON document: {error}: {run}"));
    assert!(document.is_object(), "{run}");
    Answer {
        code: run.code().unwrap_or_default(),
        document,
        run,
    }
}

impl Answer {
    /// The document, if the command ended with this exit code.
    ///
    /// # Panics
    ///
    /// If it did not.
    #[track_caller]
    pub fn exits(self, code: i32) -> Value {
        assert_eq!(self.code, code, "{}", self.run);
        self.document
    }
}

/// Checks that `line` is refused: exit code 3, nothing on standard output, nothing new in the folder, and one error that
/// has this name and says each of `says`; the same in JSON.
///
/// # Panics
///
/// If it is not.
#[track_caller]
pub fn refused(folder: &Folder, line: &str, name: &str, says: &[&str]) {
    refused_with(3, folder, line, b"", name, says);
}

/// Checks that `line` fails with this exit code and error, as [`refused`] does.
///
/// # Panics
///
/// If it does not.
#[track_caller]
pub fn refused_with(code: i32, folder: &Folder, line: &str, input: &[u8], name: &str, says: &[&str]) {
    let before = folder.names(".");
    let run = certctl_with_input(folder, line, input).exits(code);
    assert_eq!(run.out(), "", "{run}");
    let answer = json_with_input(folder, line, input);
    assert_eq!(answer.code, code, "{}", answer.run);
    let error = &answer.document["error"];
    assert_eq!(error["name"], name, "{run}");
    assert_eq!(
        answer.document.as_object().map(serde_json::Map::len),
        Some(1),
        "{}",
        answer.run
    );
    let hints = error["hints"]
        .as_array()
        .map(|hints| hints.iter().filter_map(Value::as_str));
    let hints: Vec<_> = hints.expect("hints").collect();
    let message = error["message"].as_str().expect("a message");
    for words in says {
        assert!(run.err().contains(words), "it does not say '{words}': {run}");
        let in_json = message.contains(words) || hints.iter().any(|hint| hint.contains(words));
        assert!(in_json, "it does not say '{words}': {}", answer.run);
    }
    assert_eq!(folder.names("."), before, "{run}");
}

/// The program that `CERTCTL_PROGRAM` names, as `cargo xtask test` does after it has built the workspace; or a new one.
fn find() -> PathBuf {
    env::var_os("CERTCTL_PROGRAM").map_or_else(build, PathBuf::from)
}

fn build() -> PathBuf {
    let (target, profile) = place();
    let mut cargo = Command::new(env::var_os("CARGO").unwrap_or_else(|| env!("CARGO").into()));
    cargo
        .args([
            "build",
            "--quiet",
            "--package",
            "certctl",
            "--message-format",
            "json",
            "--profile",
        ])
        .arg(if profile == "debug" { "dev" } else { &profile })
        .arg("--target-dir")
        .arg(target)
        .args([
            "--manifest-path",
            concat!(env!("CARGO_MANIFEST_DIR"), "/Cargo.toml"),
        ]);
    let run = Run::within(BUILD_PATIENCE, &mut cargo, b"")
        .expect("cargo can be started")
        .ok();
    let out = run.out();
    let messages = out
        .lines()
        .filter_map(|line| serde_json::from_str::<Value>(line).ok());
    let mut programs = messages.filter(|message| message["target"]["name"] == "certctl");
    programs
        .find_map(|message| message["executable"].as_str().map(PathBuf::from))
        .unwrap_or_else(|| panic!("no program was built: {run}"))
}

/// The target folder and the profile that the tests themselves were built with: they lie in
/// `TARGET/PROFILE/deps`.
fn place() -> (PathBuf, String) {
    let tests = env::current_exe().expect("the path of the tests");
    let mut folders = tests.ancestors().skip(2);
    let profile = folders.next().and_then(Path::file_name).expect("a profile");
    let target = folders.next().expect("a target folder");
    (target.to_owned(), profile.to_string_lossy().into_owned())
}
