//! PRINT: which service uses which profile.

use certops::{
    bind::{BindingRow, bindings},
    profile::state::ProfileState,
};

use crate::{
    appliance::workbench::Workbench,
    console::{Dialogue, Stop},
    terminal::{Style, Text},
};

/// Shows every service with its profiles, and which of them cannot be verified.
pub(super) fn run(dialogue: &mut Dialogue<'_>, bench: &Workbench) -> Result<(), Stop> {
    let rows = bench.wait(bindings(bench.store(), bench.actor().at))?;
    dialogue.say("")?;
    dialogue.show(&text(&rows))?;
    Ok(())
}

fn text(rows: &[BindingRow]) -> Text {
    let mut text = Text::new();
    let lines = rows.iter().map(|row| {
        let profiles: Vec<&str> = row.profiles.iter().map(|profile| profile.name.as_str()).collect();
        vec![
            row.place.to_string(),
            row.host_name
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default(),
            if profiles.is_empty() {
                "none".to_owned()
            } else {
                profiles.join(", ")
            },
        ]
    });
    text.table(&["Service", "Host name", "Certificate profiles"], lines);
    let demo = rows
        .iter()
        .flat_map(|row| &row.profiles)
        .find(|bound| bound.state == ProfileState::Demo);
    if let Some(demo) = demo {
        text.gap();
        text.styled(
            Style::Warning,
            format!(
                "The \"{}\" certificate is configured. You may use it, but nobody can verify it, so this will not be secure.",
                demo.name
            ),
        );
    }
    text
}
