//! CERTAUTHORITY: the lists of trusted authorities.

mod custom;
mod listing;
mod state;
mod system;

use certops::ca_list::{CaListRow, SYSTEM, list};
use certstore::entry::Switch;

use crate::{
    appliance::workbench::Workbench,
    console::{Dialogue, Operation, Stop},
};

#[derive(Clone, Copy)]
enum List {
    Custom,
    System,
}

const LISTS: [Operation<List>; 2] = [
    Operation::new("CUSTOM", "Manage Custom Certificate Authorities", List::Custom),
    Operation::new("SYSTEM", "Manage System Certificate Authorities", List::System),
];

/// Works on one list or the other until ENTER leaves.
pub(super) fn run(dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<(), Stop> {
    loop {
        dialogue.say("")?;
        for row in bench.wait(list(bench.store()))? {
            dialogue.say(standing(&row))?;
        }
        match dialogue.operation(&LISTS)? {
            Some(List::Custom) => custom::run(dialogue, bench)?,
            Some(List::System) => system::run(dialogue, bench)?,
            None => return Ok(()),
        }
    }
}

fn standing(row: &CaListRow) -> String {
    let list = if row.name == SYSTEM {
        "System List"
    } else {
        "Custom List"
    };
    let state = match row.enabled {
        Switch::On => "Enabled",
        Switch::Off => "Disabled",
    };
    format!("{list}: {state}")
}
