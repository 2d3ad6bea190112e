//! SYSTEM: the authorities that the operating system trusts.

use certops::ca_list::SYSTEM;
use certstore::entry::Switch;

use super::{
    listing,
    state::{find, switch},
};
use crate::{
    appliance::workbench::Workbench,
    console::{Dialogue, Operation, Stop},
    material::system,
};

#[derive(Clone, Copy)]
enum Act {
    Switch(Switch),
    Export,
    Print,
}

/// Works on the list until ENTER leaves.
pub(super) fn run(dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<(), Stop> {
    loop {
        let (enabled, _) = find(bench, SYSTEM)?;
        let done = match dialogue.operation(&operations(enabled))? {
            Some(Act::Switch(enabled)) => switch(dialogue, bench, SYSTEM, enabled),
            Some(Act::Export) => {
                let authorities = system(&mut bench.session).certificates;
                listing::export(dialogue, bench, &authorities, "system-authorities.pem")
            }
            Some(Act::Print) => print(dialogue, bench),
            None => return Ok(()),
        };
        dialogue.attempt(done)?;
    }
}

fn print(dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<(), Stop> {
    let anchors = system(&mut bench.session);
    for source in &anchors.sources {
        dialogue.say(format!("These authorities are in {source}."))?;
    }
    Ok(dialogue.show(&listing::table(&anchors.certificates))?)
}

fn operations(enabled: Switch) -> [Operation<Act>; 3] {
    let switch = match enabled {
        Switch::On => Operation::new(
            "DISABLE",
            "Disable the system certificate authorities",
            Act::Switch(Switch::Off),
        ),
        Switch::Off => Operation::new(
            "ENABLE",
            "Enable the system certificate authorities",
            Act::Switch(Switch::On),
        ),
    };
    [
        switch,
        Operation::new(
            "EXPORT",
            "Export the list of system certificate authorities",
            Act::Export,
        ),
        Operation::new(
            "PRINT",
            "Print the list of system certificate authorities",
            Act::Print,
        ),
    ]
}
