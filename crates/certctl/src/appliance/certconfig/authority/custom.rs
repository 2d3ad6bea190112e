//! CUSTOM: the authorities that were imported.

use certcore::x509::Certificate;
use certops::ca_list::{CUSTOM, FingerprintPrefix, import, remove};
use certstore::entry::Switch;

use super::{
    listing,
    state::{find, switch},
};
use crate::{
    appliance::{certconfig::material, findings::warn, workbench::Workbench},
    console::{Decision, Dialogue, Operation, Stop},
};

#[derive(Clone, Copy)]
enum Act {
    Switch(Switch),
    Import,
    Export,
    Delete,
    Print,
}

const IMPORT: Operation<Act> = Operation::new(
    "IMPORT",
    "Import the list of custom certificate authorities",
    Act::Import,
);

/// What can be done with a list that is not empty.
const LISTED: [Operation<Act>; 3] = [
    Operation::new(
        "EXPORT",
        "Export the list of custom certificate authorities",
        Act::Export,
    ),
    Operation::new("DELETE", "Remove custom certificate authorities", Act::Delete),
    Operation::new(
        "PRINT",
        "Print the list of custom certificate authorities",
        Act::Print,
    ),
];

/// Works on the list until ENTER leaves.
pub(super) fn run(dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<(), Stop> {
    loop {
        let (enabled, authorities) = find(bench, CUSTOM)?;
        let done = match dialogue.operation(&operations(enabled, &authorities))? {
            Some(Act::Switch(enabled)) => switch(dialogue, bench, CUSTOM, enabled),
            Some(Act::Import) => replace(dialogue, bench, &authorities),
            Some(Act::Export) => listing::export(dialogue, bench, &authorities, "custom-authorities.pem"),
            Some(Act::Delete) => delete(dialogue, bench, &authorities),
            Some(Act::Print) => Ok(dialogue.show(&listing::table(&authorities))?),
            None => return Ok(()),
        };
        dialogue.attempt(done)?;
    }
}

fn operations(enabled: Switch, authorities: &[Certificate]) -> Vec<Operation<Act>> {
    let switch = match enabled {
        Switch::On => Operation::new(
            "DISABLE",
            "Disable the custom certificate authorities",
            Act::Switch(Switch::Off),
        ),
        Switch::Off => Operation::new(
            "ENABLE",
            "Enable the custom certificate authorities",
            Act::Switch(Switch::On),
        ),
    };
    let mut operations = vec![switch, IMPORT];
    if !authorities.is_empty() {
        operations.extend(LISTED);
    }
    operations
}

/// Reads a file and puts its authorities in the place of the list, after a question with what would be lost.
fn replace(dialogue: &mut Dialogue<'_>, bench: &mut Workbench, before: &[Certificate]) -> Result<(), Stop> {
    let pile = material::from_file(dialogue, bench)?;
    let (news, _) = crate::material::certificates(&pile);
    let lost: Vec<Certificate> = before
        .iter()
        .filter(|authority| !news.contains(authority))
        .cloned()
        .collect();
    if !lost.is_empty() {
        dialogue
            .say("The import replaces the list. These authorities are in the list and not in the file:")?;
        dialogue.show(&listing::table(&lost))?;
        if dialogue.confirm("Do you want to lose them?", Decision::No)? == Decision::No {
            dialogue.say(
                "The list stays as it is. To keep them, export it, add the file to it, and import that.",
            )?;
            return Ok(());
        }
    }
    let imported = bench.wait(import(bench.store(), &bench.actor(), news))?;
    warn(dialogue, &imported.duplicates)?;
    dialogue.show(&listing::table(&imported.added))?;
    dialogue.say("These authorities are staged as the custom list; commit puts them in force.")?;
    Ok(())
}

/// Asks for authorities and takes them out of the list.
fn delete(dialogue: &mut Dialogue<'_>, bench: &Workbench, authorities: &[Certificate]) -> Result<(), Stop> {
    let subjects: Vec<String> = authorities.iter().map(Certificate::display_name).collect();
    let chosen = dialogue.choose_several("Choose the certificate authorities to remove:", &subjects, &[])?;
    let prefixes = chosen
        .iter()
        .filter_map(|place| authorities.get(*place))
        .map(|authority| authority.sha256().to_string().parse())
        .collect::<Result<Vec<FingerprintPrefix>, _>>()?;
    let (_, removed) = bench.wait(remove(bench.store(), &bench.actor(), &prefixes))?;
    for authority in removed {
        dialogue.say(format!("{} goes with the next commit.", authority.display_name()))?;
    }
    Ok(())
}
