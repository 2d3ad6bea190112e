//! Telling what a verb staged, and what is to be said about it.

use certcore::diagnostic::Diagnostic;
use certops::changes::{self, ChangesError, EntryChange};
use certstore::{entry::EntryId, repository::Change, store::StoreError};

use crate::{
    failure::Failure, notice::Notice, output::StagedView, report::Report, session::Session, stored::Opened,
};

/// Tells what was staged.
pub(super) fn tell(opened: &Opened, changes: Vec<Change>) -> Result<Report, Failure> {
    let changes = described(opened, changes)?;
    report(opened, &StagedView::new(&changes), &changes)
}

/// Tells which profiles a service shall use.
pub(super) fn tell_bound(opened: &Opened, change: Change) -> Result<Report, Failure> {
    let changes = described(opened, vec![change])?;
    report(opened, &StagedView::of_services(&changes), &changes)
}

fn report(opened: &Opened, view: &StagedView, changes: &[EntryChange]) -> Result<Report, Failure> {
    let mut waits = false;
    for change in changes {
        waits |= is_staged(opened, &change.id)?;
    }
    Report::new(view.text(waits.into()), view)
}

/// Whether a change of an entry waits for a commit; one that leads back to what is in force does not.
pub(super) fn is_staged(opened: &Opened, id: &EntryId) -> Result<bool, StoreError> {
    opened.wait(async {
        let mut reading = opened.store.read().await?;
        Ok(reading.repository().staged_change(id).await?.is_some())
    })
}

/// Warns of findings.
pub(super) fn warn<'f, D: Diagnostic + 'f>(findings: impl IntoIterator<Item = &'f D>, session: &mut Session) {
    session
        .warnings
        .extend(findings.into_iter().map(|finding| Notice::new(finding)));
}

fn described(opened: &Opened, changes: Vec<Change>) -> Result<Vec<EntryChange>, ChangesError> {
    opened.wait(async {
        let mut reading = opened.store.read().await?;
        changes::describe(&mut reading, changes).await
    })
}
