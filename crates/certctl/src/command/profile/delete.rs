//! `certctl profile delete`

use certops::profile::delete::{DeleteError, delete};
use certstore::entry::EntryId;
use serde::Serialize;

use super::staged::commit_next;
use crate::{
    cli::profile::Delete,
    command::{in_use, staged::is_staged},
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
    let name = &facts.name;
    if is_staged(&opened, &EntryId::profile(name)?)? {
        text.styled(Style::Heading, format!("profile {name}: its deletion is staged"));
        commit_next(&mut text);
    } else {
        text.styled(
            Style::Heading,
            format!("profile {name} was only staged and is gone; there is nothing to commit for it"),
        );
    }
    Report::new(text, &facts)
}
