//! `cargo xtask fixtures`: makes the tests' data again from its seed, or checks it.

use std::path::Path;

use crate::step::Step;

/// What to do with the fixtures that are there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Mode {
    /// Write them again.
    Make,
    /// Compare them with what the program makes.
    Check,
}

/// The program that makes or checks the fixtures, as a step.
pub(crate) fn step(root: &Path, mode: Mode) -> Step {
    let verb = match mode {
        Mode::Make => "make",
        Mode::Check => "check",
    };
    Step::cargo(root, &["run", "-q", "-p", "fixtures", "--", verb])
}

/// # Errors
///
/// When the program fails, or finds fixtures that are not what it makes.
pub(crate) fn run(root: &Path, mode: Mode) -> anyhow::Result<()> {
    step(root, mode).run()
}
