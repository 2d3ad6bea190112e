//! Sender groups: a new one, other senders or another policy for one, and one less.

use certops::{
    edit::{self, EditError},
    sender_group::{AddSenderGroup, SenderGroupRow, SetSenderGroup, add, remove, set},
};
use certstore::entry::{EntryId, MailFlowPolicy, Sender, SenderError};

use super::order;
use crate::{
    appliance::{findings::warn, workbench::Workbench},
    console::{Dialogue, Left, Stop},
};

/// Senders as they are shown and typed.
pub(super) fn listed(senders: &[Sender]) -> String {
    let senders: Vec<String> = senders.iter().map(ToString::to_string).collect();
    senders.join(", ")
}

/// Asks for a new group of a listener and stages it.
///
/// # Errors
///
/// [`Stop`]; nothing is staged when the dialogue is left.
pub(super) fn new(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    listener: &str,
    groups: &[SenderGroupRow],
) -> Result<(), Stop> {
    let group = dialogue.text("Enter a name for this sender group.", "", |typed| {
        let id = EntryId::sender_group(listener, typed)?;
        if groups.iter().any(|group| group.group == typed) {
            return Err(EditError::Exists { id });
        }
        Ok(typed.to_owned())
    })?;
    let senders = senders(dialogue, &[])?;
    let policy = policy(dialogue, bench, None)?;
    let others: Vec<&str> = groups.iter().map(|group| group.group.as_str()).collect();
    let before = order::ask(dialogue, &group, &others, Some(0))?.map(str::to_owned);
    let request = AddSenderGroup {
        listener: listener.to_owned(),
        group,
        senders,
        policy,
        before,
    };
    bench.wait(add(bench.store(), &bench.actor(), request))?;
    Ok(())
}

/// Asks for what shall be different in a group and stages it.
///
/// # Errors
///
/// [`Stop`]; nothing is staged when the dialogue is left.
pub(super) fn edit(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    current: &SenderGroupRow,
) -> Result<(), Stop> {
    let request = SetSenderGroup {
        senders: Some(senders(dialogue, &current.entry.senders)?),
        policy: Some(policy(dialogue, bench, Some(&current.entry.policy))?),
        ..SetSenderGroup::default()
    };
    bench.wait(set(
        bench.store(),
        &bench.actor(),
        &current.listener,
        &current.group,
        request,
    ))?;
    Ok(())
}

/// Stages the removal of a group, and says so when the listener then refuses everybody.
///
/// # Errors
///
/// [`Stop`].
pub(super) fn delete(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    current: &SenderGroupRow,
) -> Result<(), Stop> {
    let removed = bench.wait(remove(
        bench.store(),
        &bench.actor(),
        &current.listener,
        &current.group,
    ))?;
    Ok(warn(dialogue, &removed.finding)?)
}

fn senders(dialogue: &mut Dialogue<'_>, current: &[Sender]) -> Result<Vec<Sender>, Left> {
    dialogue.say("CIDR addresses such as 10.1.1.0/24, hosts such as crm.example.com, domains such as .example.com and ALL are allowed.")?;
    dialogue.say("Separate multiple hosts with commas.")?;
    dialogue.text(
        "Enter the hosts of this sender group.",
        &listed(current),
        |typed| {
            typed
                .split(',')
                .map(|part| part.trim().parse())
                .collect::<Result<Vec<Sender>, SenderError>>()
        },
    )
}

fn policy(dialogue: &mut Dialogue<'_>, bench: &Workbench, current: Option<&str>) -> Result<String, Stop> {
    let policies = bench.wait(edit::list::<MailFlowPolicy>(bench.store()))?;
    let names: Vec<&str> = policies.iter().map(|policy| policy.name.as_str()).collect();
    let place = current.and_then(|current| names.iter().position(|name| *name == current));
    let question = "Select the policy for this sender group.";
    let place = dialogue.choose(question, &names, place)?;
    Ok(names.get(place).copied().unwrap_or_default().to_owned())
}
