//! DELETE: removing a profile.

use certops::profile::delete::delete;

use super::choose::choose;
use crate::{
    appliance::workbench::Workbench,
    console::{Decision, Dialogue, Stop},
};

/// Stages the deletion of a profile that nothing uses.
pub(super) fn run(dialogue: &mut Dialogue<'_>, bench: &Workbench) -> Result<(), Stop> {
    let name = choose(dialogue, bench, "delete")?;
    let question = format!("Are you sure you want to delete the certificate profile \"{name}\"?");
    if dialogue.confirm(&question, Decision::No)? == Decision::No {
        return Ok(());
    }
    let deleted = bench.wait(delete(bench.store(), &bench.actor(), &name))?;
    dialogue.say(format!(
        "Certificate profile \"{}\" goes with the next commit.",
        deleted.name
    ))?;
    Ok(())
}
