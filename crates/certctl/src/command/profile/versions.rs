//! `certctl profile versions`

use certops::profile::versions::versions;
use serde::Serialize;

use crate::{
    cli::profile::Versions, failure::Failure, output::VersionView, report::Report, session::Session, stored,
    terminal::Text,
};

#[derive(Serialize)]
struct Facts {
    name: String,
    versions: Vec<VersionView>,
}

/// Lists the versions of a profile.
pub(super) fn run(arguments: &Versions, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let found = opened.wait(versions(&opened.store, &arguments.name))?;
    let facts = Facts {
        name: arguments.name.clone(),
        versions: found.iter().map(VersionView::new).collect(),
    };
    let mut text = Text::new();
    if facts.versions.is_empty() {
        text.line(format!("profile {} was never committed", facts.name));
    } else {
        let header = ["revision", "at", "author", "origin", "end", "request key"];
        text.table(&header, facts.versions.iter().map(VersionView::row));
    }
    Report::new(text, &facts)
}
