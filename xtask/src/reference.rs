//! `cargo xtask reference`: writes the reference pages again from the programs they describe.

use std::path::Path;

use crate::step::Step;

/// The variable that turns the test that compares the pages into the one that writes them.
pub(crate) const BLESS: &str = "CERTCTL_BLESS";

/// # Errors
///
/// When the pages cannot be made or written.
pub(crate) fn run(root: &Path) -> anyhow::Result<()> {
    Step::cargo(root, &["test", "-q", "-p", "certctl", "--test", "reference"])
        .env(BLESS, "1")
        .run()
}
