//! The menu of `destconfig`.

use certops::edit;
use certstore::entry::{Destination, DestinationName};

use super::{domain, list::list, setup::setup};
use crate::{
    appliance::workbench::Workbench,
    console::{Command, Dialogue, Flow, Operation, Stop},
    terminal::counted,
};

/// Shows and changes the TLS towards other mail servers.
pub(in crate::appliance) struct Destconfig;

/// What the menu offers.
#[derive(Clone, Copy)]
enum Action {
    Setup,
    New,
    Edit,
    Delete,
    Default,
    List,
}

const OPERATIONS: [Operation<Action>; 6] = [
    Operation::new("SETUP", "Change global settings.", Action::Setup),
    Operation::new("NEW", "Create a new entry.", Action::New),
    Operation::new("EDIT", "Modify an entry.", Action::Edit),
    Operation::new("DELETE", "Remove an entry.", Action::Delete),
    Operation::new("DEFAULT", "Change the default.", Action::Default),
    Operation::new("LIST", "Display a summary list of all entries.", Action::List),
];

impl Command<Workbench> for Destconfig {
    fn name(&self) -> &'static str {
        "destconfig"
    }

    fn help(&self) -> &'static str {
        "Configure TLS towards other mail servers"
    }

    fn run(&self, _: &[&str], dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<Flow, Stop> {
        loop {
            let destinations = bench.wait(edit::list::<Destination>(bench.store()))?;
            let default = DestinationName::Default.to_string();
            let own = destinations.iter().filter(|one| one.name != default).count();
            dialogue.say(format!(
                "Currently configured besides the default: {}.",
                counted(own, "entry", "entries")
            ))?;
            // What changes or removes an entry is offered when there is one.
            let operations: Vec<Operation<Action>> = OPERATIONS
                .into_iter()
                .filter(|operation| own > 0 || !matches!(operation.action, Action::Edit | Action::Delete))
                .collect();
            let done = match dialogue.operation(&operations)? {
                None => return Ok(Flow::Prompt),
                Some(Action::Setup) => setup(dialogue, bench),
                Some(Action::New) => domain::new(dialogue, bench),
                Some(Action::Edit) => domain::edit(dialogue, bench),
                Some(Action::Delete) => domain::delete(dialogue, bench),
                Some(Action::Default) => domain::default(dialogue, bench),
                Some(Action::List) => Ok(dialogue.show(&list(&destinations))?),
            };
            dialogue.attempt(done)?;
        }
    }
}
