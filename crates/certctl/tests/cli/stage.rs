//! A folder with the program in it, and what came of running it.

use std::{
    fmt::Write as _,
    fs,
    io::Write as _,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

use crate::redacted::redacted;

/// A folder of its own for one test.
pub(crate) struct Stage {
    folder: TempDir,
}

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Stage {
    /// An empty folder.
    pub(crate) fn new() -> Self {
        Self {
            folder: tempfile::tempdir().unwrap(),
        }
    }

    /// A folder with an RSA key `mail.key`.
    pub(crate) fn with_key() -> Self {
        let stage = Self::new();
        stage
            .run("key generate --algorithm ec-p256 --out mail.key")
            .done();
        stage
    }

    /// A folder with the same files in it.
    pub(crate) fn copied(&self) -> Self {
        let copy = Self::new();
        for name in self.files() {
            // Permission bits are copied too.
            fs::copy(self.path(&name), copy.path(&name)).unwrap();
        }
        copy
    }

    /// Runs `certctl` with words separated by blanks.
    pub(crate) fn run(&self, line: &str) -> Outcome {
        self.run_words(&line.split_whitespace().collect::<Vec<_>>())
    }

    /// Runs `certctl` with these words.
    pub(crate) fn run_words(&self, words: &[&str]) -> Outcome {
        Outcome::of(self.command(words).stdin(Stdio::null()))
    }

    /// Runs `certctl` with words separated by blanks and `input` on standard input.
    pub(crate) fn run_with_input(&self, line: &str, input: &[u8]) -> Outcome {
        let words: Vec<&str> = line.split_whitespace().collect();
        let mut child = self
            .command(&words)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let written = child.stdin.take().unwrap().write_all(input);
        let outcome = Outcome::from(child.wait_with_output().unwrap());
        written.unwrap_or_else(|error| panic!("{error}: {outcome:?}"));
        outcome
    }

    /// Runs `certctl … --json` and gives its document; nothing else may be on standard output, and nothing on standard
    /// error.
    pub(crate) fn json(&self, line: &str) -> Value {
        self.run(&format!("{line} --json")).document()
    }

    /// The program, to be run in this folder with an environment that says nothing.
    pub(crate) fn command(&self, words: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_certctl"));
        command
            .args(words)
            .current_dir(self.folder.path())
            .env("SSL_CERT_FILE", "no-such-file")
            .env("LOGNAME", "admin")
            .env_remove("CERTCTL_AUTHOR")
            .env_remove("CERTCTL_STORE")
            .env_remove("SUDO_USER")
            .env_remove("NO_COLOR")
            .env_remove("COLUMNS");
        command
    }

    /// The path of a file in the folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Writes a file that only its owner can read.
    pub(crate) fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::write(&path, contents).unwrap();
        set_mode(&path, 0o600);
    }

    /// The bytes of a file.
    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
    }

    /// The permission bits of a file.
    pub(crate) fn mode(&self, name: &str) -> u32 {
        use std::os::unix::fs::PermissionsExt as _;
        fs::metadata(self.path(name)).unwrap().permissions().mode() & 0o7777
    }

    /// Sets the permission bits of a file.
    pub(crate) fn set_mode(&self, name: &str, mode: u32) {
        set_mode(&self.path(name), mode);
    }

    /// The names of all files in the folder, in alphabetical order.
    pub(crate) fn files(&self) -> Vec<String> {
        let mut names: Vec<String> = fs::read_dir(self.folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }
}

impl Outcome {
    /// What came of a command.
    pub(crate) fn of(command: &mut Command) -> Self {
        Self::from(command.output().unwrap())
    }

    /// The same, when the command did its work.
    #[track_caller]
    pub(crate) fn done(self) -> Self {
        assert_eq!(self.code, 0, "{self:?}");
        self
    }

    /// The same, when the command ended with this code and this name of an error on standard error.
    #[track_caller]
    pub(crate) fn fails(self, code: i32, name: &str) -> Self {
        assert_eq!(self.code, code, "{self:?}");
        assert!(self.stderr.contains(&format!("[{name}]")), "{name}: {self:?}");
        assert_eq!(self.stdout, "", "{self:?}");
        self
    }

    /// The JSON document on standard output.
    #[track_caller]
    pub(crate) fn document(&self) -> Value {
        assert_eq!(self.stderr, "", "{self:?}");
        serde_json::from_str(&self.stdout).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    /// Everything a person sees, without what differs from run to run.
    pub(crate) fn seen(&self) -> String {
        let mut text = format!("exit code {}\n", self.code);
        for (name, stream) in [("stdout", &self.stdout), ("stderr", &self.stderr)] {
            if !stream.is_empty() {
                write!(text, "--- {name}\n{}", redacted(stream)).unwrap();
            }
        }
        text
    }
}

impl From<std::process::Output> for Outcome {
    fn from(output: std::process::Output) -> Self {
        Self {
            code: output.status.code().unwrap(),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

fn set_mode(path: &Path, mode: u32) {
    use std::os::unix::fs::PermissionsExt as _;
    fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
}
