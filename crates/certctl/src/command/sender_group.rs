//! `certctl sender-group`

use certops::sender_group::{self, AddSenderGroup, Place, SenderGroupRow, SetSenderGroup};
use serde::Serialize;

use super::staged;
use crate::{
    cli::sender_group::{Add, List, Remove, Set, Verb},
    failure::Failure,
    output::Staged,
    report::Report,
    session::Session,
    stored,
    terminal::Text,
};

/// Runs one verb.
pub(super) fn run(verb: &Verb, session: &mut Session) -> Result<Report, Failure> {
    match verb {
        Verb::Add(arguments) => add(arguments, session),
        Verb::Set(arguments) => set(arguments, session),
        Verb::List(arguments) => list(arguments, session),
        Verb::Remove(arguments) => remove(arguments, session),
    }
}

fn add(arguments: &Add, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let request = AddSenderGroup {
        listener: arguments.listener.clone(),
        group: arguments.group.clone(),
        senders: arguments.senders.clone(),
        policy: arguments.policy.clone(),
        before: arguments.before.clone(),
    };
    let operation = sender_group::add(&opened.store, &opened.actor, request);
    staged::tell(&opened, opened.wait(operation)?)
}

fn set(arguments: &Set, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let last = arguments.last.then_some(Place::Last);
    let request = SetSenderGroup {
        senders: (!arguments.senders.is_empty()).then(|| arguments.senders.clone()),
        policy: arguments.policy.clone(),
        place: arguments.before.clone().map(Place::Before).or(last),
    };
    let (listener, group) = (&arguments.listener, &arguments.group);
    let operation = sender_group::set(&opened.store, &opened.actor, listener, group, request);
    staged::tell(&opened, opened.wait(operation)?)
}

fn remove(arguments: &Remove, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let (listener, group) = (&arguments.listener, &arguments.group);
    let removed = opened.wait(sender_group::remove(
        &opened.store,
        &opened.actor,
        listener,
        group,
    ))?;
    staged::warn(&removed.finding, session);
    staged::tell(&opened, removed.changes)
}

#[derive(Debug, Serialize)]
struct ListView {
    sender_groups: Vec<RowView>,
}

#[derive(Debug, Serialize)]
struct RowView {
    listener: String,
    position: usize,
    name: String,
    senders: Vec<String>,
    policy: String,
    staged: Staged,
}

fn list(arguments: &List, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let rows = opened.wait(sender_group::list(&opened.store, arguments.listener.as_deref()))?;
    let sender_groups: Vec<RowView> = rows.into_iter().map(RowView::new).collect();
    let mut text = Text::new();
    if sender_groups.is_empty() {
        text.line("There is none; without sender groups a listener refuses everybody.");
    } else {
        text.table(
            &["listener", "", "group", "policy", "senders", ""],
            sender_groups.iter().map(RowView::cells),
        );
    }
    Report::new(text, &ListView { sender_groups })
}

impl RowView {
    fn new(row: SenderGroupRow) -> Self {
        Self {
            listener: row.listener,
            position: row.position,
            staged: row.staged.into(),
            name: row.group,
            senders: row.entry.senders.iter().map(ToString::to_string).collect(),
            policy: row.entry.policy,
        }
    }

    fn cells(&self) -> Vec<String> {
        vec![
            self.listener.clone(),
            self.position.to_string(),
            self.name.clone(),
            self.policy.clone(),
            self.senders.join(", "),
            self.staged.mark(),
        ]
    }
}
