//! Adding, setting, removing and listing an entry of any kind.

use certops::edit::{self, Amendment, EditError, Listed, Noun};
use certstore::entry::Entry;
use serde::Serialize;
use serde_json::Value;

use super::{in_use, staged};
use crate::{
    cli::store::StoreArguments,
    failure::Failure,
    output::Staged,
    report::Report,
    session::Session,
    stored,
    terminal::{Cell, Text},
};

/// Stages a new entry.
pub(super) fn add<T: Noun>(
    name: &str,
    entry: T,
    store: &StoreArguments,
    session: &mut Session,
) -> Result<Report, Failure> {
    let opened = stored::open(store, session)?;
    let change = opened.wait(edit::add(&opened.store, &opened.actor, name, entry))?;
    staged::tell(&opened, vec![change])
}

/// Stages an entry with something different in it.
pub(super) fn set<A: Amendment>(
    name: &str,
    amendment: A,
    store: &StoreArguments,
    session: &mut Session,
) -> Result<Report, Failure> {
    let opened = stored::open(store, session)?;
    let change = opened.wait(edit::set(&opened.store, &opened.actor, name, amendment))?;
    staged::tell(&opened, vec![change])
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
    staged::tell(&opened, vec![change])
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
