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

    /// Checks that it still cannot do something, so that the day on which it can does not pass unnoticed.
    ///
    /// `because` is a part of what it says about it.
    ///
    /// # Panics
    ///
    /// If it says something else.
    #[track_caller]
    #[expect(
        clippy::print_stdout,
        reason = "who reads the output of the tests wants to know"
    )]
    pub fn cannot(self, what: &str, run: &Run, because: &str) {
        let version = (self.version)();
        assert!(
            run.said().contains(because),
            "{version} could not {what} and said '{because}'; if it can now, test that it does: {run}"
        );
        println!("{version} cannot {what}: {because}");
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
}
