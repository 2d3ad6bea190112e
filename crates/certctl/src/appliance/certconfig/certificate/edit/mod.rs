//! EDIT: the request of a profile, the CA's answer to it, and new requests.

mod answer;
mod request;
mod successor;

use super::choose::choose;
use crate::{
    appliance::workbench::Workbench,
    console::{Dialogue, Operation, Stop},
};

#[derive(Clone, Copy)]
enum Act {
    View,
    Save,
    Request,
    Upload,
    Paste,
    Renew,
    Rekey,
}

const OPERATIONS: [Operation<Act>; 7] = [
    Operation::new("VIEW", "View the signing request", Act::View),
    Operation::new("SAVE", "Write the signing request to a file", Act::Save),
    Operation::new("REQUEST", "Change the signing request", Act::Request),
    Operation::new("UPLOAD", "Upload the signed certificate from a file", Act::Upload),
    Operation::new("PASTE", "Paste the signed certificate into the CLI", Act::Paste),
    Operation::new(
        "RENEW",
        "Create a new signing request for the same key",
        Act::Renew,
    ),
    Operation::new("REKEY", "Create a new key and its signing request", Act::Rekey),
];

/// Works on one profile until ENTER leaves.
pub(super) fn run(dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<(), Stop> {
    let name = choose(dialogue, bench, "edit")?;
    while let Some(act) = dialogue.operation(&OPERATIONS)? {
        let done = match act {
            Act::View => request::view(dialogue, bench, &name),
            Act::Save => request::save(dialogue, bench, &name),
            Act::Request => request::change(dialogue, bench, &name),
            Act::Upload => answer::upload(dialogue, bench, &name),
            Act::Paste => answer::paste(dialogue, bench, &name),
            Act::Renew => successor::renewed(dialogue, bench, &name),
            Act::Rekey => successor::rekeyed(dialogue, bench, &name),
        };
        dialogue.attempt(done)?;
    }
    Ok(())
}
