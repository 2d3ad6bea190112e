//! Questions for what is on or off.

use certstore::entry::Switch;

use crate::console::{Decision, Dialogue, Left};

/// Asks by yes or no for what is on or off; ENTER keeps `current`.
///
/// # Errors
///
/// [`Left`].
pub(super) fn ask(dialogue: &mut Dialogue<'_>, question: &str, current: Switch) -> Result<Switch, Left> {
    let default = match current {
        Switch::On => Decision::Yes,
        Switch::Off => Decision::No,
    };
    Ok(match dialogue.confirm(question, default)? {
        Decision::Yes => Switch::On,
        Decision::No => Switch::Off,
    })
}
