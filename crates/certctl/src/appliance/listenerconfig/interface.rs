//! The interface that a listener listens on.

use certops::edit;
use certstore::entry::Interface;

use crate::{
    appliance::workbench::Workbench,
    console::{Dialogue, Stop},
};

/// Asks for an interface; ENTER keeps the current one.
///
/// # Errors
///
/// [`Stop`].
pub(super) fn ask(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    current: Option<&str>,
) -> Result<String, Stop> {
    let interfaces = bench.wait(edit::list::<Interface>(bench.store()))?;
    let names: Vec<&str> = interfaces
        .iter()
        .map(|interface| interface.name.as_str())
        .collect();
    let place = match (current, names.as_slice()) {
        (Some(current), names) => names.iter().position(|name| *name == current),
        (None, [_]) => Some(0),
        (None, _) => None,
    };
    let place = dialogue.choose("Please choose an IP interface for this Listener.", &names, place)?;
    Ok(names.get(place).copied().unwrap_or_default().to_owned())
}
