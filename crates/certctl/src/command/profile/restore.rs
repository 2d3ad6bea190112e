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
        name: restored.name.clone(),
        version: VersionView::new(&restored.version),
    };
    let mut text = Text::new();
    let name = &facts.name;
    let in_force = restored.version.until.is_none();
    text.styled(
        Style::Heading,
        if in_force {
            format!(
                "profile {name} is in force as it was after revision {revision}; nothing is staged for it"
            )
        } else {
            format!("profile {name} is staged as it was after revision {revision}")
        },
    );
    text.facts([("certificate", vec![facts.version.certificate_line()])]);
    if !in_force {
        commit_next(&mut text);
    }
    Report::new(text, &facts)
}
