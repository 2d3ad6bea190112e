//! `certctl audit`

use certstore::audit::Record;
use serde::Serialize;

use crate::{
    cli::audit::Audit, clock::rfc3339, failure::Failure, report::Report, session::Session, stored,
    terminal::Text,
};

#[derive(Serialize)]
struct Facts {
    records: Vec<RecordView>,
}

#[derive(Serialize)]
struct RecordView {
    sequence: u64,
    at: String,
    author: String,
    origin: String,
    action: String,
    subject: String,
    detail: String,
}

/// Lists the last acts.
pub(crate) fn run(arguments: &Audit, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let records = opened.wait(certops::audit::audit(&opened.store, arguments.limit))?;
    let facts = Facts {
        records: records.into_iter().map(RecordView::new).collect(),
    };
    let mut text = Text::new();
    let header = ["record", "time", "author", "from", "act", "on", "detail"];
    text.table(&header, facts.records.iter().map(RecordView::row));
    Report::new(text, &facts)
}

impl RecordView {
    fn new(record: Record) -> Self {
        Self {
            sequence: record.sequence,
            at: rfc3339(record.at),
            author: record.author,
            origin: record.origin.to_string(),
            action: record.action,
            subject: record.subject,
            detail: record.detail,
        }
    }

    fn row(&self) -> Vec<String> {
        vec![
            self.sequence.to_string(),
            self.at.clone(),
            self.author.clone(),
            self.origin.clone(),
            self.action.clone(),
            self.subject.clone(),
            self.detail.clone(),
        ]
    }
}
