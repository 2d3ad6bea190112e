//! `certctl history`

use serde::Serialize;

use crate::{
    cli::revision::History, failure::Failure, output::RevisionView, report::Report, session::Session, stored,
    terminal::Text,
};

#[derive(Serialize)]
struct Facts {
    revisions: Vec<RevisionView>,
}

/// Lists the last commits.
pub(crate) fn run(arguments: &History, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let records = opened.wait(certops::history::history(&opened.store, arguments.limit))?;
    let facts = Facts {
        revisions: records.iter().map(RevisionView::new).collect(),
    };
    let mut text = Text::new();
    let header = ["revision", "time", "author", "from", "comment"];
    text.table(&header, facts.revisions.iter().map(RevisionView::row));
    Report::new(text, &facts)
}
