//! `sethostname`

use certcore::host::HostName;
use certops::{
    edit::{self, Noun as _},
    machine::SetMachine,
};
use certstore::entry::Machine;

use super::workbench::Workbench;
use crate::console::{Command, Dialogue, Flow, Stop};

/// Changes the machine's name.
pub(super) struct Sethostname;

impl Command<Workbench> for Sethostname {
    fn name(&self) -> &'static str {
        "sethostname"
    }

    fn help(&self) -> &'static str {
        "Set the name of this machine"
    }

    fn run(&self, _: &[&str], dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<Flow, Stop> {
        let name = Machine::KIND.as_str();
        let current: Machine = bench.wait(edit::show(bench.store(), name))?;
        dialogue.say(
            "The name is for people; which certificate can be verified depends on the interfaces' names.",
        )?;
        let current = current.host_name.to_string();
        let host_name = dialogue.text("Enter the hostname of this machine:", &current, HostName::parse)?;
        bench.wait(edit::set(
            bench.store(),
            &bench.actor(),
            name,
            SetMachine { host_name },
        ))?;
        Ok(Flow::Prompt)
    }
}
