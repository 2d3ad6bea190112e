//! `commitdetail`

use certops::history::{history, show};

use super::{revision::revision, workbench::Workbench};
use crate::{
    console::{Arguments, Command, Dialogue, Flow, Stop},
    output::{ChangeView, RevisionView},
    terminal::Text,
};

/// Shows what a commit did.
pub(super) struct Commitdetail;

impl Command<Workbench> for Commitdetail {
    fn name(&self) -> &'static str {
        "commitdetail"
    }

    fn help(&self) -> &'static str {
        "Show what the last commit changed, or that of a revision: commitdetail 7"
    }

    fn arguments(&self) -> Arguments {
        Arguments::Some
    }

    fn run(
        &self,
        arguments: &[&str],
        dialogue: &mut Dialogue<'_>,
        bench: &mut Workbench,
    ) -> Result<Flow, Stop> {
        let number = if arguments.is_empty() {
            let last = bench.wait(history(bench.store(), 1))?;
            last.first().map(|last| last.number)
        } else {
            Some(revision(&arguments.join(" "))?)
        };
        if let Some(number) = number {
            let shown = bench.wait(show(bench.store(), number))?;
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
