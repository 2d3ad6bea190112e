//! `certctl profile restore`

use certops::profile::restore::restore;
use serde::Serialize;

use super::staged::commit_next;
use crate::{
    cli::profile::Restore,
    failure::Failure,
    output::VersionView,
    report::Report,
    session::Session,
    stored,
    terminal::{Style, Text},
};

#[derive(Serialize)]
struct Facts {
    name: String,
    version: VersionView,
}

/// Stages an earlier version of a profile.
pub(super) fn run(arguments: &Restore, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let revision = arguments.revision;
    let restored = opened.wait(restore(&opened.store, &opened.actor, &arguments.name, revision))?;
    let facts = Facts {
        name: restored.name,
        version: VersionView::new(&restored.version),
    };
    let mut text = Text::new();
    text.styled(
        Style::Heading,
        format!(
            "profile {} is staged as it was after revision {revision}",
            facts.name
        ),
    );
    text.facts([("certificate", vec![facts.version.certificate_line()])]);
    commit_next(&mut text);
    Report::new(text, &facts)
}
