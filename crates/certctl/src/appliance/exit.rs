//! `exit`

use super::workbench::Workbench;
use crate::console::{Command, Decision, Dialogue, Flow, Stop};

/// Leaves the console; warns when changes are pending.
pub(super) struct Exit;

impl Command<Workbench> for Exit {
    fn name(&self) -> &'static str {
        "exit"
    }

    fn aliases(&self) -> &'static [&'static str] {
        &["quit"]
    }

    fn help(&self) -> &'static str {
        "Leave the console"
    }

    fn run(&self, _: &[&str], dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<Flow, Stop> {
        let pending = bench.pending()?;
        if pending == 0 {
            return Ok(Flow::Exit);
        }
        dialogue.say(format!(
            "{pending} changes are staged and not in force. They stay staged for everybody who opens this store."
        ))?;
        match dialogue.confirm("Do you want to leave without a commit?", Decision::Yes)? {
            Decision::Yes => Ok(Flow::Exit),
            Decision::No => Ok(Flow::Prompt),
        }
    }
}
