//! `clearchanges`

use certops::clear::clear;

use super::{moment::shown, workbench::Workbench};
use crate::console::{Command, Decision, Dialogue, Flow, Stop};

/// Takes back what is staged.
pub(super) struct Clearchanges;

impl Command<Workbench> for Clearchanges {
    fn name(&self) -> &'static str {
        "clearchanges"
    }

    fn aliases(&self) -> &'static [&'static str] {
        &["clear"]
    }

    fn help(&self) -> &'static str {
        "Take the staged changes back"
    }

    fn run(&self, _: &[&str], dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<Flow, Stop> {
        if bench.pending()? == 0 {
            dialogue.say("There are no changes to clear.")?;
            return Ok(Flow::Prompt);
        }
        let question = "Are you sure you want to clear all changes since the last commit?";
        if dialogue.confirm(question, Decision::Yes)? == Decision::Yes {
            let actor = bench.actor();
            for entry in bench.wait(clear(bench.store(), &actor, &[]))? {
                dialogue.say(format!("  {entry}"))?;
            }
            dialogue.say(format!("Changes cleared: {}", shown(actor.at)))?;
        }
        Ok(Flow::Prompt)
    }
}
