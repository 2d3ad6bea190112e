//! `exit`

use super::workbench::Workbench;
use crate::{
    console::{Command, Decision, Dialogue, Flow, Stop},
    terminal::counted,
};

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
        let changes = counted(pending, "change is", "changes are");
        dialogue.say(format!(
            "{changes} staged and not in force. What is staged stays so for everybody who opens this store."
        ))?;
        match dialogue.confirm("Do you want to leave without a commit?", Decision::Yes)? {
            Decision::Yes => Ok(Flow::Exit),
            Decision::No => Ok(Flow::Prompt),
        }
    }
}
