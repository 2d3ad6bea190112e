//! What a verb staged, field by field.

use certops::changes::{Act, EntryChange};
use serde::Serialize;

use super::{change::ChangeView, standing::NOT_IN_FORCE};
use crate::terminal::Text;

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

    /// The same for people.
    pub(crate) fn text(&self) -> Text {
        let mut text = Text::new();
        for change in &self.changes {
            text.append(change.text(""));
        }
        text.line(if self.changes.is_empty() {
            "Nothing changes."
        } else {
            NOT_IN_FORCE
        });
        text
    }
}

fn differing(changes: &[EntryChange]) -> impl Iterator<Item = &EntryChange> {
    changes
        .iter()
        .filter(|change| change.act != Act::Change || !change.fields.is_empty())
}
