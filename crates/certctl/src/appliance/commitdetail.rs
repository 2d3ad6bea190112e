//! `commitdetail`

use certops::history::{history, show};

use super::workbench::Workbench;
use crate::{
    console::{Command, Dialogue, Flow, Stop},
    output::{ChangeView, RevisionView},
    terminal::Text,
};

/// Shows what the last commit did.
pub(super) struct Commitdetail;

impl Command<Workbench> for Commitdetail {
    fn name(&self) -> &'static str {
        "commitdetail"
    }

    fn help(&self) -> &'static str {
        "Show what the last commit changed"
    }

    fn run(&self, _: &[&str], dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<Flow, Stop> {
        for revision in bench.wait(history(bench.store(), 1))? {
            let shown = bench.wait(show(bench.store(), revision.number))?;
            let mut text = Text::new();
            text.line(RevisionView::new(&shown.revision).line());
            for change in &shown.changes {
                text.gap();
                text.append(ChangeView::new(change).text(""));
            }
            dialogue.show(&text)?;
        }
        Ok(Flow::Prompt)
    }
}
