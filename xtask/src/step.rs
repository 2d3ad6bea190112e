//! One program of a task: announced on stderr, run from the workspace's root, an error when it fails.

use std::ffi::OsStr;
use std::io::{self, Write as _};
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, ensure};

/// A program with its arguments, not yet run.
pub(crate) struct Step {
    command: Command,
    line: String,
}

impl Step {
    pub(crate) fn new(root: &Path, program: &str, arguments: &[&str]) -> Self {
        let mut command = Command::new(program);
        command.args(arguments).current_dir(root).stdin(Stdio::null());
        let words = std::iter::once(program).chain(arguments.iter().copied());
        Self {
            command,
            line: words.collect::<Vec<_>>().join(" "),
        }
    }

    /// `cargo` with these arguments, by name, so that rustup's `+toolchain` works too.
    pub(crate) fn cargo(root: &Path, arguments: &[&str]) -> Self {
        Self::new(root, "cargo", arguments)
    }

    /// A program by its path.
    pub(crate) fn program(root: &Path, program: &Path) -> Self {
        Self::new(root, &program.to_string_lossy(), &[])
    }

    pub(crate) fn env(mut self, name: &str, value: impl AsRef<OsStr>) -> Self {
        self.command.env(name, value);
        self
    }

    pub(crate) fn without_env(mut self, name: &str) -> Self {
        self.command.env_remove(name);
        self
    }

    /// Throws the program's stdout away; what it says on stderr stays.
    pub(crate) fn without_stdout(mut self) -> Self {
        self.command.stdout(Stdio::null());
        self
    }

    /// Runs the program and waits for its end.
    ///
    /// # Errors
    ///
    /// When it cannot be started or does not end with 0. The message holds the command line.
    pub(crate) fn run(mut self) -> anyhow::Result<()> {
        announce(&self.line)?;
        let status = self
            .command
            .status()
            .with_context(|| format!("`{}` cannot be run", self.line))?;
        ensure!(status.success(), "`{}` failed with {status}", self.line);
        Ok(())
    }
}

/// Says on stderr what happens next.
///
/// # Errors
///
/// When stderr is closed.
pub(crate) fn announce(what: &str) -> anyhow::Result<()> {
    writeln!(io::stderr(), "==> {what}")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::Step;

    #[test]
    fn failing_program_is_named_with_its_arguments() {
        let error = Step::new(Path::new("."), "false", &["--really"])
            .run()
            .unwrap_err();
        assert!(
            error
                .to_string()
                .starts_with("`false --really` failed with exit status: 1"),
            "{error}"
        );
    }

    #[test]
    fn missing_program_is_named() {
        let error = Step::new(Path::new("."), "no-such-program", &[])
            .run()
            .unwrap_err();
        assert_eq!(error.to_string(), "`no-such-program` cannot be run");
    }

    #[test]
    fn environment_reaches_the_program() {
        let script = "test \"$COLOUR\" = blue && test -z \"${HOME+set}\"";
        let step = Step::new(Path::new("."), "sh", &["-c", script]);
        assert!(step.env("COLOUR", "blue").without_env("HOME").run().is_ok());
    }
}
