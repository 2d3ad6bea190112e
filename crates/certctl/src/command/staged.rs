//! Telling what a verb staged, and what is to be said about it.

use certcore::diagnostic::Diagnostic;
use certops::changes::{self, ChangesError, EntryChange};
use certstore::repository::Change;

use crate::{
    failure::Failure, notice::Notice, output::StagedView, report::Report, session::Session, stored::Opened,
};

/// Tells what was staged.
pub(super) fn tell(opened: &Opened, changes: Vec<Change>) -> Result<Report, Failure> {
    let view = StagedView::new(&described(opened, changes)?);
    Report::new(view.text(), &view)
}

/// Tells which profiles a service shall use.
pub(super) fn tell_bound(opened: &Opened, change: Change) -> Result<Report, Failure> {
    let view = StagedView::of_services(&described(opened, vec![change])?);
    Report::new(view.text(), &view)
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
