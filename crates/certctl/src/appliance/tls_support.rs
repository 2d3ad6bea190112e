//! The question how TLS is used, for destinations and for mail flow policies.

use crate::console::{Dialogue, Left};

/// Asks how TLS is used. `options` begin with the one that uses none; ENTER keeps `current`.
///
/// # Errors
///
/// [`Left`].
pub(super) fn choose<T: Copy + PartialEq>(
    dialogue: &mut Dialogue<'_>,
    options: &[(T, &'static str)],
    current: T,
) -> Result<T, Left> {
    let words: Vec<&str> = options.iter().map(|(_, words)| *words).collect();
    let place = options.iter().position(|(value, _)| *value == current);
    let place = dialogue.choose("Do you want to use TLS support?", &words, place)?;
    if place > 0 {
        dialogue.say(
            "You have chosen to enable TLS. Please use the 'certconfig' command to ensure that there is a valid \
             certificate configured.",
        )?;
    }
    Ok(options.get(place).map_or(current, |(value, _)| *value))
}
