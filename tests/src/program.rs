//! A program that this project did not write.

use std::io::ErrorKind;
use std::path::Path;

use crate::{folder::Folder, run::Run, words::words};

/// A program and the Debian package that brings it.
#[derive(Clone, Copy, Debug)]
pub struct Program {
    /// Its name in the shell.
    pub name: &'static str,
    /// The package.
    pub package: &'static str,
    /// Finds out its name and version, as a sentence names them.
    pub version: fn() -> String,
}

impl Program {
    /// Runs it in `folder` with the arguments of `line`.
    ///
    /// # Panics
    ///
    /// If it is not installed, with the command that installs it; if it does not end.
    #[track_caller]
    pub fn run(self, folder: &Folder, line: &str) -> Run {
        self.run_with_input(folder, line, b"")
    }

    /// Runs it with something on its standard input.
    ///
    /// # Panics
    ///
    /// If it is not installed, with the command that installs it; if it does not end.
    #[track_caller]
    pub fn run_with_input(self, folder: &Folder, line: &str, input: &[u8]) -> Run {
        let Self { name, package, .. } = self;
        let mut command = folder.command(self.file());
        Run::of(command.args(words(line)), input).unwrap_or_else(|error| match error.kind() {
            ErrorKind::NotFound => {
                panic!("{name} is not installed; install it with: apt-get install {package}")
            }
            _ => panic!("{name} cannot be started: {error}"),
        })
    }

    /// What came of something that not every version of the program can do.
    ///
    /// `result` reads it from the run, and gives `None` where there is none: [`Run::done`] where the exit code tells.
    /// If there is a result, it has to be right, and the caller checks it. If there is none, what this version cannot
    /// do is printed. So only a wrong result fails a test: what the programs of other projects can do, and how they
    /// say it, changes any day.
    #[track_caller]
    #[expect(
        clippy::print_stdout,
        reason = "who reads the output of the tests wants to know"
    )]
    pub fn able<T>(self, what: &str, run: Run, result: impl FnOnce(Run) -> Option<T>) -> Option<T> {
        let last = run
            .said()
            .lines()
            .rfind(|line| !line.trim().is_empty())
            .map(str::to_owned);
        let result = result(run);
        if result.is_none() {
            let version = (self.version)();
            println!("{version} cannot {what}: {}", last.unwrap_or_default().trim());
        }
        result
    }

    /// Where it is; Debian keeps some programs where only the superuser's path leads.
    fn file(self) -> String {
        let file = format!("/usr/sbin/{}", self.name);
        if Path::new(&file).exists() {
            file
        } else {
            self.name.to_owned()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_missing_program_is_named_with_the_command_that_installs_it() {
        let program = Program {
            name: "no-such-program",
            package: "no-such-package",
            version: String::new,
        };
        let panic = std::panic::catch_unwind(|| program.run(&Folder::new(), "--version")).map(drop);
        let message = panic.unwrap_err().downcast::<String>().unwrap();
        let expected = "no-such-program is not installed; install it with: apt-get install no-such-package";
        assert_eq!(*message, expected);
    }

    #[test]
    fn only_what_a_program_can_do_has_a_result() {
        let program = Program {
            name: "sh",
            package: "dash",
            version: || "sh".to_owned(),
        };
        let run = |script: &str| program.run(&Folder::new(), &format!("-c '{script}'"));
        let lacking = program.able("fly", run("echo I have no wings >&2; exit 3"), Run::done);
        assert!(lacking.is_none());
        let silent = program.able("sing", run("true"), |run| {
            run.out().lines().next().map(str::to_owned)
        });
        assert_eq!(silent, None);
        let able = program.able("count", run("echo 1 2 3"), Run::done);
        assert_eq!(able.map(|run| run.out()).as_deref(), Some("1 2 3\n"));
    }
}
