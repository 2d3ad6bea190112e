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
        match dialogue.operation(&operations)? {
            None => return Ok(()),
            Some(Action::New) => match part(dialogue, "New")? {
                Part::SenderGroup => sender_group::new(dialogue, bench, listener, &groups)?,
                Part::Policy => policy::new(dialogue, bench)?,
            },
            Some(Action::Edit) => match part(dialogue, "Edit")? {
                Part::SenderGroup => {
                    let group = choose_group(dialogue, "edit", &groups)?;
                    sender_group::edit(dialogue, bench, group)?;
                }
                Part::Policy => {
                    let chosen = choose_policy(dialogue, "edit", &policies)?;
                    policy::edit(dialogue, bench, chosen)?;
                }
            },
            Some(Action::Delete) => match part(dialogue, "Delete")? {
                Part::SenderGroup => {
                    let group = choose_group(dialogue, "remove", &groups)?;
                    sender_group::delete(dialogue, bench, group)?;
                }
                Part::Policy => policy::delete(bench, choose_policy(dialogue, "remove", &policies)?)?,
            },
            Some(Action::Move) => {
                let group = choose_group(dialogue, "move", &groups)?;
                order::move_group(dialogue, bench, group, &groups)?;
            }
            Some(Action::Print) => dialogue.show(&print(&groups, &policies))?,
        }
    }
}

fn part(dialogue: &mut Dialogue<'_>, verb: &str) -> Result<Part, Left> {
    let options = [format!("{verb} Sender Group"), format!("{verb} Policy")];
    Ok(match dialogue.choose("", &options, Some(0))? {
        0 => Part::SenderGroup,
        _ => Part::Policy,
    })
}

fn choose_group<'g>(
    dialogue: &mut Dialogue<'_>,
    verb: &str,
    groups: &'g [SenderGroupRow],
) -> Result<&'g SenderGroupRow, Left> {
    let names: Vec<&str> = groups.iter().map(|group| group.group.as_str()).collect();
    let question = format!("Enter the name or number of the sender group you wish to {verb}.");
    let place = dialogue.choose(&question, &names, None)?;
    // A list without groups was left before.
    groups.get(place).ok_or(Left::Interrupted)
}

fn choose_policy<'p>(
    dialogue: &mut Dialogue<'_>,
    verb: &str,
    policies: &'p [Listed<MailFlowPolicy>],
) -> Result<&'p Listed<MailFlowPolicy>, Left> {
    let question = format!("Enter the name or number of the policy you wish to {verb}.");
    entry_list::choose(dialogue, &question, policies)
}
