//! CERTIFICATE: certificate profiles, one file per operation.

mod choose;
mod delete;
mod edit;
mod export;
mod fqdn;
mod import;
mod new;
mod paste;
mod print;
mod staged;
mod subject;

use crate::{
    appliance::workbench::Workbench,
    console::{Dialogue, Operation, Stop},
};

#[derive(Clone, Copy)]
enum Act {
    Import,
    Paste,
    New,
    Edit,
    Export,
    Delete,
    Print,
}

const OPERATIONS: [Operation<Act>; 7] = [
    Operation::new(
        "IMPORT",
        "Import a certificate from a local PKCS#12 file",
        Act::Import,
    ),
    Operation::new("PASTE", "Paste a certificate into the CLI", Act::Paste),
    Operation::new("NEW", "Create a self-signed certificate and CSR", Act::New),
    Operation::new(
        "EDIT",
        "Update certificate or view the signing request",
        Act::Edit,
    ),
    Operation::new("EXPORT", "Export a certificate", Act::Export),
    Operation::new("DELETE", "Remove a certificate", Act::Delete),
    Operation::new("PRINT", "View certificates assigned to services", Act::Print),
];

/// Shows the profiles and works on them until ENTER leaves.
pub(super) fn run(dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<(), Stop> {
    loop {
        dialogue.say("")?;
        dialogue.show(&choose::table(&choose::listed(bench)?))?;
        let done = match dialogue.operation(&OPERATIONS)? {
            Some(Act::Import) => import::run(dialogue, bench),
            Some(Act::Paste) => paste::run(dialogue, bench),
            Some(Act::New) => new::run(dialogue, bench),
            Some(Act::Edit) => edit::run(dialogue, bench),
            Some(Act::Export) => export::run(dialogue, bench),
            Some(Act::Delete) => delete::run(dialogue, bench),
            Some(Act::Print) => print::run(dialogue, bench),
            None => return Ok(()),
        };
        dialogue.attempt(done)?;
    }
}
