//! Choosing an entry by number or name.

use certops::edit::Listed;

use crate::console::{Dialogue, Left};

/// Asks for one of the entries; `question` stands above their numbered names.
///
/// # Errors
///
/// [`Left`]; without an entry it says so.
pub(super) fn choose<'e, T>(
    dialogue: &mut Dialogue<'_>,
    question: &str,
    entries: &'e [Listed<T>],
) -> Result<&'e Listed<T>, Left> {
    let names: Vec<&str> = entries.iter().map(|entry| entry.name.as_str()).collect();
    let place = dialogue.choose(question, &names, None)?;
    entries.get(place).ok_or(Left::Back)
}
