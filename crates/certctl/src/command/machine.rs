//! `certctl machine`

use certops::{
    edit::{self, Noun as _},
    machine::SetMachine,
};
use certstore::entry::Machine;
use serde::Serialize;

use super::entries;
use crate::{
    cli::machine::Verb, failure::Failure, output::Staged, report::Report, session::Session, stored,
    terminal::Text,
};

const NAME: &str = Machine::KIND.as_str();

#[derive(Serialize)]
struct Facts {
    host_name: String,
    staged: Staged,
}

/// Runs one verb.
pub(super) fn run(verb: &Verb, session: &mut Session) -> Result<Report, Failure> {
    match verb {
        Verb::Set(arguments) => {
            let request = SetMachine {
                host_name: arguments.host_name.clone(),
            };
            entries::set(NAME, request, &arguments.store, session)
        }
        Verb::Show(arguments) => {
            let opened = stored::open(&arguments.store, session)?;
            let machine = opened.wait(edit::listed::<Machine>(&opened.store, NAME))?;
            let facts = Facts {
                host_name: machine.entry.host_name.to_string(),
                staged: machine.is_staged().into(),
            };
            let mut text = Text::new();
            text.line(&facts.host_name);
            facts.staged.note(&mut text);
            Report::new(text, &facts)
        }
    }
}
