//! The menu of `listenerconfig`.

use certops::{
    edit::{self, Listed},
    listener::remove,
};
use certstore::entry::{Interface, Listener};

use super::{edit::edit as change, kind, new::new};
use crate::{
    appliance::{entry_list, workbench::Workbench},
    console::{Command, Dialogue, Flow, Left, Operation, Stop},
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
            let interfaces = bench.wait(edit::list::<Interface>(bench.store()))?;
            overview(dialogue, &listeners, &interfaces)?;
            // A listener needs an interface, and what changes or removes one is offered when there is one.
            let operations: Vec<Operation<Action>> = OPERATIONS
                .into_iter()
                .filter(|operation| match operation.action {
                    Action::New => !interfaces.is_empty(),
                    Action::Edit | Action::Delete => !listeners.is_empty(),
                })
                .collect();
            if operations.is_empty() {
                dialogue.say("A listener needs an interface; interfaceconfig makes one.")?;
                return Ok(Flow::Prompt);
            }
            let done = match dialogue.operation(&operations)? {
                None => return Ok(Flow::Prompt),
                Some(Action::New) => new(dialogue, bench),
                Some(Action::Edit) => edit_one(dialogue, bench, &listeners),
                Some(Action::Delete) => delete(dialogue, bench, &listeners),
            };
            dialogue.attempt(done)?;
        }
    }
}

fn edit_one(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    listeners: &[Listed<Listener>],
) -> Result<(), Stop> {
    let question = "Enter the name or number of the listener you wish to edit.";
    let chosen = entry_list::choose(dialogue, question, listeners)?;
    change(dialogue, bench, &chosen.name)
}

fn delete(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    listeners: &[Listed<Listener>],
) -> Result<(), Stop> {
    let question = "Enter the name or number of the listener you wish to remove.";
    let chosen = entry_list::choose(dialogue, question, listeners)?;
    bench.wait(remove(bench.store(), &bench.actor(), &chosen.name))?;
    Ok(())
}

fn overview(
    dialogue: &mut Dialogue<'_>,
    listeners: &[Listed<Listener>],
    interfaces: &[Listed<Interface>],
) -> Result<(), Left> {
    if listeners.is_empty() {
        return dialogue.say("No listeners are currently configured.");
    }
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
