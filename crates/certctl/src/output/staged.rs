//! What a verb staged, field by field.

use certops::changes::{Act, EntryChange};
use serde::Serialize;

use super::{change::ChangeView, standing::Staged};
use crate::terminal::Text;

/// What follows a change back to what is in force.
const NOTHING_LEFT: &str = "This takes the staged change back, so there is nothing to commit for it.";

/// What was staged.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct StagedView {
    changes: Vec<ChangeView>,
}

impl StagedView {
    /// What changes, without the entries in which nothing does.
    pub(crate) fn new(changes: &[EntryChange]) -> Self {
        Self {
            changes: differing(changes).map(ChangeView::new).collect(),
        }
    }

    /// The same, where all that changes is which profiles the services use.
    pub(crate) fn of_services(changes: &[EntryChange]) -> Self {
        let view = |change: &EntryChange| ChangeView::new(change).of_service(change);
        Self {
            changes: differing(changes).map(view).collect(),
        }
    }

    /// The same for people, with what comes next.
    pub(crate) fn text(&self, staged: Staged) -> Text {
        let mut text = Text::new();
        for change in &self.changes {
            text.append(change.text(""));
        }
        if self.changes.is_empty() {
            text.line("Nothing changes.");
        } else {
            staged.note_or(&mut text, NOTHING_LEFT);
        }
        text
    }
}

fn differing(changes: &[EntryChange]) -> impl Iterator<Item = &EntryChange> {
    changes
        .iter()
        .filter(|change| change.act != Act::Change || !change.fields.is_empty())
}
