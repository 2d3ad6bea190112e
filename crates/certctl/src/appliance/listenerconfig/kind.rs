//! Who connects to a listener, in the words of the menu.

use certstore::entry::ListenerKind;

use crate::console::{Dialogue, Left};

const KINDS: [ListenerKind; 2] = [ListenerKind::Private, ListenerKind::Public];

/// What a kind is called.
pub(super) const fn words(kind: ListenerKind) -> &'static str {
    match kind {
        ListenerKind::Public => "Public",
        ListenerKind::Private => "Private",
    }
}

/// Asks for the kind; ENTER keeps `current`.
///
/// # Errors
///
/// [`Left`].
pub(super) fn ask(
    dialogue: &mut Dialogue<'_>,
    question: &str,
    current: ListenerKind,
) -> Result<ListenerKind, Left> {
    let place = KINDS.iter().position(|kind| *kind == current);
    let place = dialogue.choose(question, &KINDS.map(words), place)?;
    Ok(KINDS.get(place).copied().unwrap_or(current))
}
