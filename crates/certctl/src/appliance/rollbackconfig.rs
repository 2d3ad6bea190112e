//! `rollbackconfig`

use certops::{
    history::history,
    rollback::{Pending, rollback},
};

use super::workbench::Workbench;
use crate::{
    console::{Command, Decision, Dialogue, Flow, Stop},
    output::RevisionView,
    terminal::counted,
};

/// How many earlier revisions are offered, as on the appliance.
const OFFERED: u32 = 10;

/// Stages the way back to an earlier revision.
pub(super) struct Rollbackconfig;

impl Command<Workbench> for Rollbackconfig {
    fn name(&self) -> &'static str {
        "rollbackconfig"
    }

    fn help(&self) -> &'static str {
        "Go back to one of the last 10 revisions"
    }

    fn run(&self, _: &[&str], dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<Flow, Stop> {
        // The first one is in force.
        let mut revisions = bench.wait(history(bench.store(), OFFERED + 1))?;
        revisions.drain(..1.min(revisions.len()));
        if revisions.is_empty() {
            dialogue.say("There is no earlier revision to go back to.")?;
            return Ok(Flow::Prompt);
        }
        let lines: Vec<String> = revisions
            .iter()
            .map(|revision| RevisionView::new(revision).line())
            .collect();
        let place = dialogue.choose(
            "Enter the number of the configuration to go back to:",
            &lines,
            None,
        )?;
        let Some(revision) = revisions.get(place) else {
            return Ok(Flow::Prompt);
        };
        let Some(pending) = ask_pending(dialogue, bench)? else {
            return Ok(Flow::Prompt);
        };
        let done = bench.wait(rollback(bench.store(), &bench.actor(), revision.number, pending))?;
        dialogue.say(match done.staged.len() {
            0 => format!(
                "The configuration is that of revision {} already.",
                revision.number
            ),
            count => format!(
                "{} back to revision {}; showchanges shows what changes, commit puts it in force.",
                counted(
                    count,
                    "change is staged that leads",
                    "changes are staged that lead"
                ),
                revision.number
            ),
        })?;
        Ok(Flow::Prompt)
    }
}

/// What happens to changes that are staged; `None` when they shall stay.
fn ask_pending(dialogue: &mut Dialogue<'_>, bench: &Workbench) -> Result<Option<Pending>, Stop> {
    let count = bench.pending()?;
    if count == 0 {
        return Ok(Some(Pending::Refuse));
    }
    let question = format!(
        "{} and would be cleared. Do you want to continue?",
        counted(count, "change is staged", "changes are staged")
    );
    Ok(match dialogue.confirm(&question, Decision::No)? {
        Decision::Yes => Some(Pending::Clear),
        Decision::No => None,
    })
}
