//! CERTAUTHORITY: the lists of trusted authorities.

mod custom;
mod listing;
mod system;

use certops::ca_list::{CaListRow, SYSTEM, SetCaList, list};
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

/// What a list says, and what is in it.
fn find(bench: &Workbench, name: &str) -> Result<(Switch, Vec<certcore::x509::Certificate>), Stop> {
    let rows = bench.wait(list(bench.store()))?;
    let found = rows.into_iter().find(|row| row.name == name);
    Ok(found.map_or((Switch::Off, Vec::new()), |row| (row.enabled, row.authorities)))
}

/// Turns a list on or off.
fn switch(dialogue: &mut Dialogue<'_>, bench: &Workbench, name: &str, enabled: Switch) -> Result<(), Stop> {
    let amendment = SetCaList { enabled };
    bench.wait(certops::edit::set(bench.store(), &bench.actor(), name, amendment))?;
    dialogue.say(format!(
        "The {name} list will be {} with the next commit.",
        enabled.as_str()
    ))?;
    Ok(())
}
