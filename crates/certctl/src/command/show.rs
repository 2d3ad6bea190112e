//! `certctl show`

use certops::history::{configuration_at, history, show};
use certstore::repository::RevisionNumber;
use serde::Serialize;
use serde_json::Value;

use crate::{
    cli::revision::Show,
    failure::Failure,
    output::{ChangeView, RevisionView, fields},
    report::Report,
    session::Session,
    stored::{self, Opened},
    terminal::{Style, Text},
};

#[derive(Serialize)]
struct Changed {
    revision: RevisionView,
    changes: Vec<ChangeView>,
}

#[derive(Serialize)]
struct Configuration {
    revision: RevisionView,
    entries: Vec<EntryView>,
}

#[derive(Serialize)]
struct EntryView {
    kind: &'static str,
    name: String,
    settings: Value,
}

/// Shows a revision.
pub(crate) fn run(arguments: &Show, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let revision = match arguments.revision {
        Some(revision) => revision,
        // The first commit makes the store, so there is a last one.
        None => opened
            .wait(history(&opened.store, 1))?
            .first()
            .map_or(RevisionNumber(0), |record| record.number),
    };
    if arguments.config {
        configuration(revision, &opened)
    } else {
        changed(revision, &opened)
    }
}

fn changed(revision: RevisionNumber, opened: &Opened) -> Result<Report, Failure> {
    let shown = opened.wait(show(&opened.store, revision))?;
    let facts = Changed {
        revision: RevisionView::new(&shown.revision),
        changes: shown.changes.iter().map(ChangeView::new).collect(),
    };
    let mut text = Text::new();
    text.line(facts.revision.line());
    for change in &facts.changes {
        text.gap();
        text.append(change.text(""));
    }
    Report::new(text, &facts)
}

fn configuration(revision: RevisionNumber, opened: &Opened) -> Result<Report, Failure> {
    let then = opened.wait(configuration_at(&opened.store, revision))?;
    let mut text = Text::new();
    let revision = RevisionView::new(&then.revision);
    text.line(revision.line());
    let mut entries = Vec::with_capacity(then.entries.len());
    for (id, entry) in &then.entries {
        let settings = entry.to_json()?;
        text.gap();
        text.styled(Style::Heading, id.to_string());
        fields(&mut text, 1, &settings);
        entries.push(EntryView {
            kind: id.kind().as_str(),
            name: id.name().to_owned(),
            settings,
        });
    }
    Report::new(text, &Configuration { revision, entries })
}
