//! `certctl clear`

use serde::Serialize;

use crate::{
    cli::candidate::Clear,
    failure::Failure,
    report::Report,
    session::Session,
    stored,
    terminal::{Text, counted},
};

#[derive(Serialize)]
struct Facts {
    cleared: Vec<String>,
}

/// Takes back what is staged.
pub(crate) fn run(arguments: &Clear, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let cleared = opened.wait(certops::clear::clear(
        &opened.store,
        &opened.actor,
        &arguments.entries,
    ))?;
    let facts = Facts {
        cleared: cleared.iter().map(ToString::to_string).collect(),
    };
    let mut text = Text::new();
    match facts.cleared.len() {
        0 => text.line("Nothing was staged"),
        count => text.line(format!("Took {} back", counted(count, "change", "changes"))),
    }
    for entry in &facts.cleared {
        text.line(format!("  {entry}"));
    }
    Report::new(text, &facts)
}
