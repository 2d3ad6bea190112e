//! `showchanges`

use super::workbench::Workbench;
use crate::{
    console::{Command, Dialogue, Flow, Stop},
    output::PendingView,
    terminal::Text,
};

/// Shows what is staged.
pub(super) struct Showchanges;

impl Command<Workbench> for Showchanges {
    fn name(&self) -> &'static str {
        "showchanges"
    }

    fn help(&self) -> &'static str {
        "Show the staged changes"
    }

    fn run(&self, _: &[&str], dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<Flow, Stop> {
        let pending = bench.wait(certops::changes::changes(bench.store()))?;
        if pending.changes.is_empty() {
            dialogue.say("There are no changes pending.")?;
            return Ok(Flow::Prompt);
        }
        let mut text = Text::new();
        for change in &pending.changes {
            text.gap();
            text.append(PendingView::new(change).text());
        }
        dialogue.show(&text)?;
        Ok(Flow::Prompt)
    }
}
