//! Authorities as a table, and as a file.

use certcore::x509::Certificate;

use crate::{
    appliance::{file, workbench::Workbench},
    console::{Dialogue, Stop},
    file::Secrecy,
    terminal::Text,
};

/// More authorities than this are not shown; an exported file has them all.
const MOST: usize = 200;

/// The authorities with the last day of each.
pub(super) fn table(authorities: &[Certificate]) -> Text {
    let mut text = Text::new();
    if authorities.is_empty() {
        text.line("The list is empty.");
        return text;
    }
    let rows = authorities.iter().take(MOST).map(|authority| {
        vec![
            authority.display_name(),
            authority.validity().not_after().format("%Y-%m-%d").to_string(),
        ]
    });
    text.table(&["Authority", "Valid until"], rows);
    if let Some(more @ 1..) = authorities.len().checked_sub(MOST) {
        text.line(format!(" and {more} more"));
    }
    text
}

/// Writes the authorities to a file in PEM.
pub(super) fn export(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    authorities: &[Certificate],
    suggestion: &str,
) -> Result<(), Stop> {
    if authorities.is_empty() {
        dialogue.say("The list is empty.")?;
        return Ok(());
    }
    let place = file::place(dialogue, bench, "export", suggestion)?;
    let pem: String = authorities.iter().map(Certificate::write_pem).collect();
    place.write(dialogue, "certificates", Secrecy::Public, pem.as_bytes())
}
