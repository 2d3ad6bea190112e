//! `history`

use certstore::repository::RevisionRecord;

use super::workbench::Workbench;
use crate::{
    console::{Command, Dialogue, Flow, Stop},
    output::RevisionView,
    terminal::Text,
};

/// How many commits are listed.
pub(super) const LISTED: u32 = 20;

/// Lists the last commits.
pub(super) struct History;

impl Command<Workbench> for History {
    fn name(&self) -> &'static str {
        "history"
    }

    fn help(&self) -> &'static str {
        "List the last commits"
    }

    fn run(&self, _: &[&str], dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<Flow, Stop> {
        let revisions = bench.wait(certops::history::history(bench.store(), LISTED))?;
        dialogue.show(&table(&revisions))?;
        Ok(Flow::Prompt)
    }
}

/// Commits for people.
pub(super) fn table(revisions: &[RevisionRecord]) -> Text {
    let mut text = Text::new();
    text.table(
        &["Revision", "Time", "Author", "From", "Comment"],
        revisions.iter().map(|revision| RevisionView::new(revision).row()),
    );
    text
}
