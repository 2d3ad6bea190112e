//! What changes in an entry, and who staged it.

use certops::{
    changes::{EntryChange, FieldChange, PendingChange},
    place,
};
use serde::Serialize;
use serde_json::Value;

use super::tree::Tree;
use crate::{
    clock::rfc3339,
    terminal::{Style, Text},
};

/// What changes in an entry.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct ChangeView {
    kind: &'static str,
    name: String,
    act: &'static str,
    fields: Vec<FieldView>,
    #[serde(skip)]
    heading: String,
    #[serde(skip)]
    lines: Vec<(Vec<String>, String)>,
}

#[derive(Clone, Debug, Serialize)]
struct FieldView {
    path: Vec<String>,
    before: Option<Value>,
    after: Option<Value>,
}

impl ChangeView {
    /// The change of one entry.
    pub(crate) fn new(change: &EntryChange) -> Self {
        Self {
            kind: change.id.kind().as_str(),
            name: change.id.name().to_owned(),
            act: change.act.as_str(),
            fields: change.fields.iter().map(FieldView::new).collect(),
            heading: format!("{} {}", change.act.as_str(), change.id),
            lines: change
                .fields
                .iter()
                .map(|field| (field.path.clone(), content(field)))
                .collect(),
        }
    }

    /// The same, with the service whose binding stands in the entry in its heading.
    #[must_use]
    pub(crate) fn of_service(mut self, change: &EntryChange) -> Self {
        self.heading = format!("{} {}", change.act.as_str(), place::user(&change.id));
        self
    }

    /// The lines for people; `remark` stands behind the entry.
    pub(crate) fn text(&self, remark: &str) -> Text {
        let mut text = Text::new();
        text.styled(Style::Heading, format!("{}{remark}", self.heading));
        let mut tree = Tree::default();
        for (path, content) in &self.lines {
            tree.add(&mut text, 1, path, content);
        }
        text
    }
}

impl FieldView {
    fn new(field: &FieldChange) -> Self {
        let value = |value: &certops::changes::FieldValue| value.value.clone();
        Self {
            path: field.path.clone(),
            before: field.before.as_ref().map(value),
            after: field.after.as_ref().map(value),
        }
    }
}

fn content(field: &FieldChange) -> String {
    match (&field.before, &field.after) {
        (Some(before), Some(after)) => format!("{} -> {}", before.text, after.text),
        (Some(before), None) => format!("- {}", before.text),
        (None, Some(after)) => format!("+ {}", after.text),
        (None, None) => String::new(),
    }
}

/// A staged change.
#[derive(Clone, Debug, Serialize)]
pub(crate) struct PendingView {
    #[serde(flatten)]
    change: ChangeView,
    base: i64,
    in_conflict: bool,
    author: String,
    origin: String,
    at: String,
}

impl PendingView {
    /// A staged change.
    pub(crate) fn new(pending: &PendingChange) -> Self {
        Self {
            change: ChangeView::new(&pending.change),
            base: pending.base.0,
            in_conflict: pending.in_conflict,
            author: pending.author.clone(),
            origin: pending.origin.to_string(),
            at: rfc3339(pending.at),
        }
    }

    /// The lines for people.
    pub(crate) fn text(&self) -> Text {
        let conflict = if self.in_conflict {
            "; in conflict with a later commit"
        } else {
            ""
        };
        let remark = format!(" ({}, {}, {}{conflict})", self.author, self.origin, self.at);
        self.change.text(&remark)
    }
}
