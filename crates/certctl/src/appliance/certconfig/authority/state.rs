//! Whether a list is used, and what is in it.

use certcore::x509::Certificate;
use certops::{
    ca_list::{SetCaList, list},
    edit::set,
};
use certstore::entry::Switch;

use crate::{
    appliance::workbench::Workbench,
    console::{Dialogue, Stop},
};

/// What a list says, and what is in it.
pub(super) fn find(bench: &Workbench, name: &str) -> Result<(Switch, Vec<Certificate>), Stop> {
    let rows = bench.wait(list(bench.store()))?;
    let found = rows.into_iter().find(|row| row.name == name);
    Ok(found.map_or((Switch::Off, Vec::new()), |row| (row.enabled, row.authorities)))
}

/// Turns a list on or off.
pub(super) fn switch(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    name: &str,
    enabled: Switch,
) -> Result<(), Stop> {
    let amendment = SetCaList { enabled };
    bench.wait(set(bench.store(), &bench.actor(), name, amendment))?;
    dialogue.say(format!(
        "The {name} list will be {} with the next commit.",
        enabled.as_str()
    ))?;
    Ok(())
}
