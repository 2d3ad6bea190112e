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

/// # Errors
///
/// When the program fails, or finds fixtures that are not what it makes.
pub(crate) fn run(root: &Path, mode: Mode) -> anyhow::Result<()> {
    let verb = match mode {
        Mode::Make => "make",
        Mode::Check => "check",
    };
    Step::cargo(root, &["run", "-q", "-p", "fixtures", "--", verb]).run()
}
