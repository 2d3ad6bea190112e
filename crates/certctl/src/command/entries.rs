//! What the verbs on entries have in common: telling what was staged, and listing.

use certcore::diagnostic::Diagnostic;
use certops::{
    changes::{self, ChangesError, EntryChange},
    edit::{self, EditError, Listed, Noun},
};
use certstore::{entry::Entry, repository::Change};
use serde::Serialize;
use serde_json::Value;

use super::in_use;
use crate::{
    cli::store::StoreArguments,
    failure::Failure,
    notice::Notice,
    output::{Staged, StagedView},
    report::Report,
    session::Session,
    stored::{self, Opened},
    terminal::{Cell, Text},
};

/// Tells what was staged.
pub(super) fn staged(opened: &Opened, changes: Vec<Change>) -> Result<Report, Failure> {
    let view = StagedView::new(&described(opened, changes)?);
    Report::new(view.text(), &view)
}

/// Tells which profiles a service shall use.
pub(super) fn bound(opened: &Opened, change: Change) -> Result<Report, Failure> {
    let view = StagedView::of_services(&described(opened, vec![change])?);
    Report::new(view.text(), &view)
}

fn described(opened: &Opened, changes: Vec<Change>) -> Result<Vec<EntryChange>, ChangesError> {
    opened.wait(async {
        let mut reading = opened.store.read().await?;
        changes::describe(&mut reading, changes).await
    })
}

/// Warns of findings.
pub(super) fn warn<'f, D: Diagnostic + 'f>(findings: impl IntoIterator<Item = &'f D>, session: &mut Session) {
    session
        .warnings
        .extend(findings.into_iter().map(|finding| Notice::new(finding)));
}

/// Stages the removal of an entry.
pub(super) fn remove<T: Noun>(
    name: &str,
    store: &StoreArguments,
    session: &mut Session,
) -> Result<Report, Failure> {
    let opened = stored::open(store, session)?;
    let removed = opened.wait(edit::remove::<T>(&opened.store, &opened.actor, name));
    let change = removed.map_err(|error| match &error {
        EditError::InUse(refused) => Failure::new(&error).with_hints(in_use::hints(refused)),
        _ => Failure::new(&error),
    })?;
    staged(&opened, vec![change])
}

/// An entry of a list, for programs.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(super) struct EntryView {
    name: String,
    staged: Staged,
    settings: Value,
}

#[derive(Debug, Serialize)]
struct ListView {
    entries: Vec<EntryView>,
}

/// Lists the entries of a kind, with the cells that `row` gives behind the name.
pub(super) fn list<T: Noun, C: Into<Cell>>(
    store: &StoreArguments,
    session: &mut Session,
    header: &[&str],
    row: impl Fn(&T) -> Vec<C>,
) -> Result<Report, Failure> {
    let opened = stored::open(store, session)?;
    let listed = opened.wait(edit::list::<T>(&opened.store))?;
    let rows = listed.iter().map(|one| {
        let mut cells = vec![Cell::from(one.name.clone())];
        cells.extend(row(&one.entry).into_iter().map(Into::into));
        cells.push(Staged::from(one.is_staged()).mark().into());
        cells
    });
    let mut text = Text::new();
    if listed.is_empty() {
        text.line("There is none.");
    } else {
        let header: Vec<&str> = std::iter::once("name")
            .chain(header.iter().copied())
            .chain(std::iter::once(""))
            .collect();
        text.table(&header, rows);
    }
    let entries = listed.into_iter().map(EntryView::new).collect::<Result<_, _>>()?;
    Report::new(text, &ListView { entries })
}

impl EntryView {
    fn new<T: Noun>(listed: Listed<T>) -> Result<Self, Failure> {
        let staged = listed.is_staged().into();
        let entry: Entry = listed.entry.into();
        Ok(Self {
            staged,
            name: listed.name,
            settings: entry.to_json()?,
        })
    }
}
