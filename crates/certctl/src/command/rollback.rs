//! `certctl rollback`

use certops::rollback::{Pending, rollback};
use serde::Serialize;

use crate::{
    cli::revision::Rollback,
    failure::Failure,
    output::RevisionView,
    report::Report,
    session::Session,
    stored,
    terminal::{Text, counted},
};

#[derive(Serialize)]
struct Facts {
    revision: RevisionView,
    changed: Vec<String>,
    cleared: Vec<String>,
}

/// Stages the way back.
pub(crate) fn run(arguments: &Rollback, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let pending = if arguments.clear {
        Pending::Clear
    } else {
        Pending::Refuse
    };
    let done = opened.wait(rollback(
        &opened.store,
        &opened.actor,
        arguments.revision,
        pending,
    ))?;
    let facts = Facts {
        revision: RevisionView::new(&done.revision),
        changed: done.staged.iter().map(ToString::to_string).collect(),
        cleared: done.cleared.iter().map(ToString::to_string).collect(),
    };
    let mut text = Text::new();
    let number = arguments.revision;
    match facts.changed.len() {
        0 => text.line(format!("The configuration is that of revision {number} already")),
        count => {
            let changes = counted(count, "change", "changes");
            text.line(format!("Staged {changes} on the way back to revision {number}"));
            for entry in &facts.changed {
                text.line(format!("  {entry}"));
            }
            text.line("Next: certctl changes, then certctl commit");
        }
    }
    Report::new(text, &facts)
}
