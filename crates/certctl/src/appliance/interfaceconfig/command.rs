//! The menu of `interfaceconfig`.

use certops::edit::{self, Listed};
use certstore::entry::Interface;

use super::interface;
use crate::{
    appliance::{entry_list, workbench::Workbench},
    console::{Command, Dialogue, Flow, Left, Operation, Stop},
};

/// Shows and changes the interfaces.
pub(in crate::appliance) struct Interfaceconfig;

/// What the menu offers.
#[derive(Clone, Copy)]
enum Action {
    New,
    Edit,
    Delete,
}

const OPERATIONS: [Operation<Action>; 3] = [
    Operation::new("NEW", "Create a new interface.", Action::New),
    Operation::new("EDIT", "Modify an interface.", Action::Edit),
    Operation::new("DELETE", "Remove an interface.", Action::Delete),
];

impl Command<Workbench> for Interfaceconfig {
    fn name(&self) -> &'static str {
        "interfaceconfig"
    }

    fn help(&self) -> &'static str {
        "Configure interfaces and their HTTPS administration"
    }

    fn run(&self, _: &[&str], dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<Flow, Stop> {
        loop {
            let interfaces = bench.wait(edit::list::<Interface>(bench.store()))?;
            overview(dialogue, &interfaces)?;
            let operations = if interfaces.is_empty() {
                OPERATIONS.get(..1).unwrap_or_default()
            } else {
                &OPERATIONS
            };
            let done = match dialogue.operation(operations)? {
                None => return Ok(Flow::Prompt),
                Some(Action::New) => interface::new(dialogue, bench),
                Some(Action::Edit) => change(dialogue, bench, &interfaces),
                Some(Action::Delete) => delete(dialogue, bench, &interfaces),
            };
            dialogue.attempt(done)?;
        }
    }
}

fn change(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    interfaces: &[Listed<Interface>],
) -> Result<(), Stop> {
    let question = "Enter the name or number of the interface you wish to edit.";
    let chosen = entry_list::choose(dialogue, question, interfaces)?;
    interface::edit(dialogue, bench, chosen)
}

fn delete(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    interfaces: &[Listed<Interface>],
) -> Result<(), Stop> {
    let question = "Enter the name or number of the interface you wish to remove.";
    let chosen = entry_list::choose(dialogue, question, interfaces)?;
    bench.wait(edit::remove::<Interface>(
        bench.store(),
        &bench.actor(),
        &chosen.name,
    ))?;
    Ok(())
}

fn overview(dialogue: &mut Dialogue<'_>, interfaces: &[Listed<Interface>]) -> Result<(), Left> {
    if interfaces.is_empty() {
        return dialogue.say("No interfaces are currently configured.");
    }
    dialogue.say("Currently configured interfaces:")?;
    for (number, interface) in (1..).zip(interfaces) {
        let Interface {
            address,
            host_name,
            https,
        } = &interface.entry;
        let https = https.as_ref().map_or_else(
            || "no HTTPS".to_owned(),
            |https| format!("HTTPS on port {} with {}", https.port, https.profiles.join(", ")),
        );
        dialogue.say(format!(
            "{number}. {} ({address}: {host_name}), {https}",
            interface.name
        ))?;
    }
    Ok(())
}
