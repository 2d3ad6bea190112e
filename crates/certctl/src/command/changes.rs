//! `certctl changes`

use serde::Serialize;

use crate::{
    cli::candidate::Changes,
    failure::Failure,
    output::PendingView,
    report::Report,
    session::Session,
    stored,
    terminal::{Text, counted},
};

#[derive(Serialize)]
struct Facts {
    head: i64,
    edition: i64,
    changes: Vec<PendingView>,
}

/// Shows what is staged.
pub(crate) fn run(arguments: &Changes, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let pending = opened.wait(certops::changes::changes(&opened.store))?;
    let facts = Facts {
        head: pending.head.0,
        edition: pending.edition,
        changes: pending.changes.iter().map(PendingView::new).collect(),
    };
    let mut text = Text::new();
    if facts.changes.is_empty() {
        text.line(format!("Nothing is staged on revision {}", facts.head));
    } else {
        let count = counted(facts.changes.len(), "change is", "changes are");
        text.line(format!(
            "{count} staged on revision {}, edition {}",
            facts.head, facts.edition
        ));
    }
    for change in &facts.changes {
        text.gap();
        text.append(change.text());
    }
    Report::new(text, &facts)
}
