//! The order in which sender groups are tried.

use certops::sender_group::{SenderGroupRow, reorder};

use crate::{
    appliance::workbench::Workbench,
    console::{Dialogue, Left, Stop},
};

/// What stands for the place behind all groups.
const LAST: &str = "after all of them";

/// Asks before which other group a group shall be tried; `None` is last.
///
/// # Errors
///
/// [`Left`].
pub(super) fn ask<'g>(
    dialogue: &mut Dialogue<'_>,
    group: &str,
    others: &[&'g str],
    current: Option<usize>,
) -> Result<Option<&'g str>, Left> {
    let mut places = others.to_vec();
    places.push(LAST);
    let question =
        format!("Enter the name or number of the sender group before which {group} shall be tried.");
    let place = dialogue.choose(&question, &places, current)?;
    Ok(others.get(place).copied())
}

/// Asks where a group shall be tried, and stages it.
///
/// # Errors
///
/// [`Stop`].
pub(super) fn move_group(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    group: &SenderGroupRow,
    groups: &[SenderGroupRow],
) -> Result<(), Stop> {
    let others: Vec<&str> = groups
        .iter()
        .map(|other| other.group.as_str())
        .filter(|other| *other != group.group)
        .collect();
    // Without the group itself, those behind it begin where it stood.
    let current = group.position.checked_sub(1);
    let before = ask(dialogue, &group.group, &others, current)?;
    bench.wait(reorder(
        bench.store(),
        &bench.actor(),
        &group.listener,
        &group.group,
        before,
    ))?;
    Ok(())
}
