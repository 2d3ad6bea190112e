//! What deserves a look after a change that was staged.

use certcore::diagnostic::Diagnostic;

use crate::{
    console::{Dialogue, Left},
    notice::Notice,
    terminal::Style,
};

/// Shows each finding as a warning with its name.
///
/// # Errors
///
/// [`Left::Broken`] when the output cannot be written.
pub(super) fn warn<'f, D: Diagnostic + 'f>(
    dialogue: &mut Dialogue<'_>,
    findings: impl IntoIterator<Item = &'f D>,
) -> Result<(), Left> {
    for finding in findings {
        dialogue.show(&Notice::new(finding).in_console().text("warning", Style::Warning))?;
    }
    Ok(())
}
