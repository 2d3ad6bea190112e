//! `certctl backup`

use serde::Serialize;

use crate::{
    cli::maintenance::Backup, failure::Failure, file::Written, report::Report, session::Session, stored,
    terminal::Text,
};

#[derive(Serialize)]
struct Facts {
    store: String,
    written: Vec<Written>,
}

/// Copies the store.
pub(crate) fn run(arguments: &Backup, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    opened.wait(opened.store.backup(&opened.actor, &arguments.file))?;
    let facts = Facts {
        store: opened.store.place().to_owned(),
        written: vec![Written {
            path: arguments.file.display().to_string(),
            kind: "store",
        }],
    };
    let mut text = Text::new();
    text.line(format!("Copied {} to {}", facts.store, arguments.file.display()));
    text.line("The copy opens with the same master key, which is not in it.");
    Report::new(text, &facts)
}
