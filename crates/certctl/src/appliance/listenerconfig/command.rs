//! The menu of `listenerconfig`.

use certops::{
    edit::{self, Listed},
    listener::remove,
};
use certstore::entry::{Interface, Listener};

use super::{edit::edit as change, kind, new::new};
use crate::{
    appliance::{entry_list, workbench::Workbench},
    console::{Command, Dialogue, Flow, Operation, Stop},
};

/// Shows and changes the listeners.
pub(in crate::appliance) struct Listenerconfig;

/// What the menu offers.
#[derive(Clone, Copy)]
enum Action {
    New,
    Edit,
    Delete,
}

const OPERATIONS: [Operation<Action>; 3] = [
    Operation::new("NEW", "Create a new listener.", Action::New),
    Operation::new("EDIT", "Modify a listener.", Action::Edit),
    Operation::new("DELETE", "Remove a listener.", Action::Delete),
];

impl Command<Workbench> for Listenerconfig {
    fn name(&self) -> &'static str {
        "listenerconfig"
    }

    fn help(&self) -> &'static str {
        "Configure listeners, their certificates and who may connect"
    }

    fn run(&self, _: &[&str], dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<Flow, Stop> {
        loop {
            let listeners = bench.wait(edit::list::<Listener>(bench.store()))?;
            overview(dialogue, bench, &listeners)?;
            let operations = if listeners.is_empty() {
                OPERATIONS.get(..1).unwrap_or_default()
            } else {
                &OPERATIONS
            };
            match dialogue.operation(operations)? {
                None => return Ok(Flow::Prompt),
                Some(Action::New) => new(dialogue, bench)?,
                Some(Action::Edit) => {
                    let question = "Enter the name or number of the listener you wish to edit.";
                    let chosen = entry_list::choose(dialogue, question, &listeners)?;
                    change(dialogue, bench, &chosen.name)?;
                }
                Some(Action::Delete) => {
                    let question = "Enter the name or number of the listener you wish to remove.";
                    let chosen = entry_list::choose(dialogue, question, &listeners)?;
                    bench.wait(remove(bench.store(), &bench.actor(), &chosen.name))?;
                }
            }
        }
    }
}

fn overview(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    listeners: &[Listed<Listener>],
) -> Result<(), Stop> {
    if listeners.is_empty() {
        return Ok(dialogue.say("No listeners are currently configured.")?);
    }
    let interfaces = bench.wait(edit::list::<Interface>(bench.store()))?;
    dialogue.say("Currently configured listeners:")?;
    for (number, listener) in (1..).zip(listeners) {
        let entry = &listener.entry;
        let interface = interfaces
            .iter()
            .find(|interface| interface.name == entry.interface);
        let address = interface.map(|interface| interface.entry.address.to_string());
        dialogue.say(format!(
            "{number}. {} (on {}, {}) SMTP TCP Port {} {}",
            listener.name,
            entry.interface,
            address.unwrap_or_default(),
            entry.port,
            kind::words(entry.kind),
        ))?;
    }
    Ok(())
}
