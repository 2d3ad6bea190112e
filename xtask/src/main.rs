//! The tasks of the people who work on this workspace: `cargo xtask TASK`.

mod fixtures;
mod fuzz;
mod peers;
mod reference;
mod source;
mod step;
mod test;
mod tidy;
mod workspace;

use std::env;
use std::io::{self, Write as _};
use std::process::ExitCode;

const USAGE: &str = "\
Usage: cargo xtask TASK

  test                 Everything a change must pass; installs missing peers when run as root
  tidy                 The house rules
  fixtures [--check]   Make the fixtures again, or check that they are what the program makes
  reference            Write the generated reference pages again
  fuzz [SECONDS]       Run each fuzz target for SECONDS (60 when not given)
";

enum Task {
    Test,
    Tidy,
    Fixtures(fixtures::Mode),
    Reference,
    Fuzz { seconds: u32 },
    Help,
}

impl Task {
    fn from_arguments(arguments: &[&str]) -> Option<Self> {
        match arguments {
            ["test"] => Some(Self::Test),
            ["tidy"] => Some(Self::Tidy),
            ["fixtures"] => Some(Self::Fixtures(fixtures::Mode::Make)),
            ["fixtures", "--check"] => Some(Self::Fixtures(fixtures::Mode::Check)),
            ["reference"] => Some(Self::Reference),
            ["fuzz"] => Some(Self::Fuzz {
                seconds: fuzz::DEFAULT_SECONDS,
            }),
            ["fuzz", seconds] => {
                let seconds = seconds.parse().ok().filter(|seconds| *seconds > 0)?;
                Some(Self::Fuzz { seconds })
            }
            ["help" | "--help" | "-h"] => Some(Self::Help),
            _ => None,
        }
    }

    fn run(&self) -> anyhow::Result<()> {
        let root = workspace::root()?;
        match self {
            Self::Test => test::run(&root),
            Self::Tidy => tidy::run(&root),
            Self::Fixtures(mode) => fixtures::run(&root, *mode),
            Self::Reference => reference::run(&root),
            Self::Fuzz { seconds } => fuzz::run(&root, *seconds),
            Self::Help => Ok(io::stdout().write_all(USAGE.as_bytes())?),
        }
    }
}

/// 0 when the task was done, 1 when it failed, 2 when the command line made no sense.
fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let Some(task) = Task::from_arguments(&arguments) else {
        return end(2, USAGE);
    };
    match task.run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => end(1, &format!("error: {error:#}\n")),
    }
}

fn end(code: u8, message: &str) -> ExitCode {
    // Nobody is left to tell when stderr itself is closed.
    let _unheard = io::stderr().write_all(message.as_bytes());
    ExitCode::from(code)
}

#[cfg(test)]
mod tests {
    use super::{Task, fixtures, fuzz};

    #[test]
    fn fuzz_takes_seconds_or_its_default() {
        assert!(
            matches!(Task::from_arguments(&["fuzz"]), Some(Task::Fuzz { seconds }) if seconds == fuzz::DEFAULT_SECONDS)
        );
        assert!(matches!(
            Task::from_arguments(&["fuzz", "5"]),
            Some(Task::Fuzz { seconds: 5 })
        ));
    }

    #[test]
    fn nonsense_is_no_task() {
        for arguments in [
            &[][..],
            &["tset"],
            &["fuzz", "0"],
            &["fuzz", "-1"],
            &["tidy", "x"],
        ] {
            assert!(Task::from_arguments(arguments).is_none(), "{arguments:?}");
        }
    }

    #[test]
    fn fixtures_are_made_unless_a_check_is_asked_for() {
        assert!(matches!(
            Task::from_arguments(&["fixtures"]),
            Some(Task::Fixtures(fixtures::Mode::Make))
        ));
        assert!(matches!(
            Task::from_arguments(&["fixtures", "--check"]),
            Some(Task::Fixtures(fixtures::Mode::Check))
        ));
    }
}
