//! `rollbackconfig`

use certops::{
    history::{history, show},
    rollback::{Pending, rollback},
};

use super::{
    history::{LISTED, table},
    revision::revision,
    workbench::Workbench,
};
use crate::{
    console::{Command, Decision, Dialogue, Flow, Stop},
    failure::Failure,
    terminal::counted,
};

/// Stages the way back to an earlier revision.
pub(super) struct Rollbackconfig;

impl Command<Workbench> for Rollbackconfig {
    fn name(&self) -> &'static str {
        "rollbackconfig"
    }

    fn help(&self) -> &'static str {
        "Go back to an earlier revision"
    }

    fn run(&self, _: &[&str], dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<Flow, Stop> {
        let revisions = bench.wait(history(bench.store(), LISTED))?;
        if revisions.len() < 2 {
            dialogue.say("There is no earlier revision to go back to.")?;
            return Ok(Flow::Prompt);
        }
        dialogue.show(&table(&revisions))?;
        let question =
            "Enter the number of the revision to go back to; older ones than these can be entered too:";
        let number = dialogue.text(question, "", |typed| {
            let number = revision(typed)?;
            bench.wait(show(bench.store(), number))?;
            Ok::<_, Failure>(number)
        })?;
        let Some(pending) = ask_pending(dialogue, bench)? else {
            return Ok(Flow::Prompt);
        };
        let done = bench.wait(rollback(bench.store(), &bench.actor(), number, pending))?;
        dialogue.say(match done.staged.len() {
            0 => format!("The configuration is that of revision {number} already."),
            count => format!(
                "{} back to revision {}; showchanges shows what changes, commit puts it in force.",
                counted(
                    count,
                    "change is staged that leads",
                    "changes are staged that lead"
                ),
                number
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
