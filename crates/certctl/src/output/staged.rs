//! What a verb staged, field by field.

use certops::changes::{Act, EntryChange, FieldChange};
use serde::Serialize;
use serde_json::Value;

use super::standing::NOT_IN_FORCE;
use crate::terminal::{Style, Text};

/// What was staged.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct StagedView {
    changes: Vec<ChangeView>,
}

/// What changes in one entry.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
struct ChangeView {
    kind: &'static str,
    name: String,
    act: &'static str,
    fields: Vec<FieldView>,
}

/// A field that differs.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
struct FieldView {
    path: Vec<String>,
    before: Option<Value>,
    after: Option<Value>,
}

impl StagedView {
    /// What changes, without the entries in which nothing does.
    pub(crate) fn new(changes: &[EntryChange]) -> Self {
        Self {
            changes: differing(changes).map(ChangeView::new).collect(),
        }
    }
}

impl ChangeView {
    fn new(change: &EntryChange) -> Self {
        Self {
            kind: change.id.kind().as_str(),
            name: change.id.name().to_owned(),
            act: change.act.as_str(),
            fields: change.fields.iter().map(FieldView::new).collect(),
        }
    }
}

impl FieldView {
    fn new(field: &FieldChange) -> Self {
        Self {
            path: field.path.clone(),
            before: field.before.as_ref().map(|said| said.value.clone()),
            after: field.after.as_ref().map(|said| said.value.clone()),
        }
    }
}

/// The same for people.
pub(crate) fn text(changes: &[EntryChange]) -> Text {
    let mut text = Text::new();
    for change in differing(changes) {
        let act = match change.act {
            Act::Add => "Add",
            Act::Change => "Change",
            Act::Delete => "Remove",
        };
        text.styled(Style::Heading, format!("{act} {}", change.id));
        if change.act == Act::Delete {
            continue;
        }
        for field in &change.fields {
            text.line(format!("  {}", line(field)));
        }
    }
    if differing(changes).next().is_none() {
        text.line("Nothing changes.");
    } else {
        text.line(NOT_IN_FORCE);
    }
    text
}

fn line(field: &FieldChange) -> String {
    let path = field.path.join(" ").replace('_', " ");
    match (&field.before, &field.after) {
        (None, Some(after)) => format!("{path}: + {}", after.text),
        (Some(before), None) => format!("{path}: - {}", before.text),
        (Some(before), Some(after)) => format!("{path}: {} -> {}", before.text, after.text),
        (None, None) => path,
    }
}

fn differing(changes: &[EntryChange]) -> impl Iterator<Item = &EntryChange> {
    changes
        .iter()
        .filter(|change| change.act != Act::Change || !change.fields.is_empty())
}
