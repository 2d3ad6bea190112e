//! `certctl profile delete`

use certops::profile::delete::{DeleteError, delete};
use serde::Serialize;

use super::staged::commit_next;
use crate::{
    cli::profile::Delete,
    command::in_use,
    failure::Failure,
    report::Report,
    session::Session,
    stored,
    terminal::{Style, Text},
};

#[derive(Serialize)]
struct Facts {
    name: String,
}

/// Stages the deletion of a profile that nothing uses.
pub(super) fn run(arguments: &Delete, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let deleted = opened
        .wait(delete(&opened.store, &opened.actor, &arguments.name))
        .map_err(|error| match &error {
            DeleteError::InUse(refused) => Failure::new(&error).with_hints(in_use::hints(refused)),
            _ => Failure::new(&error),
        })?;
    let facts = Facts { name: deleted.name };
    let mut text = Text::new();
    text.styled(
        Style::Heading,
        format!("profile {}: its deletion is staged", facts.name),
    );
    commit_next(&mut text);
    Report::new(text, &facts)
}
