//! The order in which sender groups are tried.

use certops::sender_group::{SenderGroupRow, SetSenderGroup, set};

use crate::{
    appliance::workbench::Workbench,
    console::{Dialogue, Stop},
};

/// Asks before which other group a group shall be tried, and stages it.
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
    let question = format!(
        "Enter the name or number of the sender group before which {} shall be tried.",
        group.group
    );
    let place = dialogue.choose(&question, &others, None)?;
    let request = SetSenderGroup {
        before: others.get(place).map(|other| (*other).to_owned()),
        ..SetSenderGroup::default()
    };
    bench.wait(set(
        bench.store(),
        &bench.actor(),
        &group.listener,
        &group.group,
        request,
    ))?;
    Ok(())
}
