//! The menu of a host access table.

use certops::{
    edit::{self, Listed},
    sender_group::{SenderGroupRow, list},
};
use certstore::entry::MailFlowPolicy;

use super::{order, policy, print::print, sender_group};
use crate::{
    appliance::{entry_list, workbench::Workbench},
    console::{Dialogue, Left, Operation, Stop},
    terminal::counted,
};

/// What the menu offers.
#[derive(Clone, Copy, PartialEq)]
enum Action {
    New,
    Edit,
    Delete,
    Move,
    Print,
}

const OPERATIONS: [Operation<Action>; 5] = [
    Operation::new("NEW", "Create a new entry.", Action::New),
    Operation::new("EDIT", "Modify an entry.", Action::Edit),
    Operation::new("DELETE", "Remove an entry.", Action::Delete),
    Operation::new("MOVE", "Move a sender group.", Action::Move),
    Operation::new("PRINT", "Display the table.", Action::Print),
];

/// What an entry of the table is.
#[derive(Clone, Copy)]
enum Part {
    SenderGroup,
    Policy,
}

const PARTS: [Part; 2] = [Part::SenderGroup, Part::Policy];

/// Shows the host access table of a listener and changes it until ENTER leaves the menu.
///
/// # Errors
///
/// [`Stop`]; what was changed before stays.
pub(in crate::appliance::listenerconfig) fn menu(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    listener: &str,
) -> Result<(), Stop> {
    loop {
        let groups = bench.wait(list(bench.store(), Some(listener)))?;
        let policies = bench.wait(edit::list::<MailFlowPolicy>(bench.store()))?;
        dialogue.say(format!(
            "Currently defined: {}, {}.",
            counted(policies.len(), "policy", "policies"),
            counted(groups.len(), "sender group", "sender groups")
        ))?;
        let operations: Vec<Operation<Action>> = OPERATIONS
            .into_iter()
            .filter(|operation| operation.action != Action::Move || groups.len() > 1)
            .collect();
        let Some(action) = dialogue.operation(&operations)? else {
            return Ok(());
        };
        let table = Table {
            listener,
            groups,
            policies,
        };
        let done = table.perform(dialogue, bench, action);
        dialogue.attempt(done)?;
    }
}

/// The table that the menu is shown for.
struct Table<'l> {
    listener: &'l str,
    groups: Vec<SenderGroupRow>,
    policies: Vec<Listed<MailFlowPolicy>>,
}

impl Table<'_> {
    fn perform(&self, dialogue: &mut Dialogue<'_>, bench: &Workbench, action: Action) -> Result<(), Stop> {
        let Self { groups, policies, .. } = self;
        match action {
            Action::New => match choose_part(dialogue, "New", &PARTS)? {
                Part::SenderGroup => sender_group::new(dialogue, bench, self.listener, groups),
                Part::Policy => policy::new(dialogue, bench),
            },
            Action::Edit => match choose_part(dialogue, "Edit", self.present())? {
                Part::SenderGroup => {
                    let group = choose_group(dialogue, "edit", groups)?;
                    sender_group::edit(dialogue, bench, group)
                }
                Part::Policy => {
                    let chosen = choose_policy(dialogue, "edit", policies)?;
                    policy::edit(dialogue, bench, chosen)
                }
            },
            Action::Delete => match choose_part(dialogue, "Delete", self.present())? {
                Part::SenderGroup => {
                    let group = choose_group(dialogue, "remove", groups)?;
                    sender_group::delete(dialogue, bench, group)
                }
                Part::Policy => policy::delete(bench, choose_policy(dialogue, "remove", policies)?),
            },
            Action::Move => {
                let group = choose_group(dialogue, "move", groups)?;
                order::move_group(dialogue, bench, group, groups)
            }
            Action::Print => Ok(dialogue.show(&print(groups, policies))?),
        }
    }

    /// The kinds of entries that there are.
    fn present(&self) -> &'static [Part] {
        if self.groups.is_empty() {
            &[Part::Policy]
        } else {
            &PARTS
        }
    }
}

fn choose_part(dialogue: &mut Dialogue<'_>, verb: &str, parts: &[Part]) -> Result<Part, Left> {
    let words = |part: &Part| match part {
        Part::SenderGroup => format!("{verb} Sender Group"),
        Part::Policy => format!("{verb} Policy"),
    };
    let options: Vec<String> = parts.iter().map(words).collect();
    let place = dialogue.choose("", &options, Some(0))?;
    parts.get(place).copied().ok_or(Left::Back)
}

fn choose_group<'g>(
    dialogue: &mut Dialogue<'_>,
    verb: &str,
    groups: &'g [SenderGroupRow],
) -> Result<&'g SenderGroupRow, Left> {
    let names: Vec<&str> = groups.iter().map(|group| group.group.as_str()).collect();
    let question = format!("Enter the name or number of the sender group you wish to {verb}.");
    let place = dialogue.choose(&question, &names, None)?;
    groups.get(place).ok_or(Left::Back)
}

fn choose_policy<'p>(
    dialogue: &mut Dialogue<'_>,
    verb: &str,
    policies: &'p [Listed<MailFlowPolicy>],
) -> Result<&'p Listed<MailFlowPolicy>, Left> {
    let question = format!("Enter the name or number of the policy you wish to {verb}.");
    entry_list::choose(dialogue, &question, policies)
}
