//! The table of profiles, and choosing one of them.

use certops::profile::{
    list::{List, Listed, list},
    show::show,
    state::Standing,
};
use certstore::store::StoreError;

use crate::{
    appliance::workbench::Workbench,
    console::{Dialogue, Stop},
    terminal::Text,
};

/// More profiles than this are not listed; one is named instead of chosen by its number.
const MOST: usize = 100;

/// All profiles.
///
/// # Errors
///
/// [`StoreError`].
pub(super) fn listed(bench: &Workbench) -> Result<Vec<Listed>, StoreError> {
    let request = List {
        ending_within: None,
        expiry: None,
    };
    bench.wait(list(bench.store(), &request, bench.actor().at))
}

/// The table of the profiles, as on the appliance.
pub(super) fn table(profiles: &[Listed]) -> Text {
    let mut text = Text::new();
    let rows = profiles.iter().take(MOST).map(|profile| {
        vec![
            profile.name.clone(),
            profile.certificate.common_name.clone(),
            profile.certificate.issuer.clone(),
            status(profile),
            remaining(profile.remaining_days),
        ]
    });
    text.table(&["Name", "Common Name", "Issued By", "Status", "Remaining"], rows);
    if let Some(more @ 1..) = profiles.len().checked_sub(MOST) {
        text.line(format!(" and {more} more"));
    }
    text
}

/// Asks for one of the profiles; the prompt gives it by its number, or by its name where there are many.
///
/// # Errors
///
/// Why the profiles cannot be read, and how the dialogue was left.
pub(super) fn choose(dialogue: &mut Dialogue<'_>, bench: &Workbench, what_for: &str) -> Result<String, Stop> {
    choose_within(dialogue, bench, what_for, MOST)
}

/// As [`choose`]; by number where there are no more than `most`.
fn choose_within(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    what_for: &str,
    most: usize,
) -> Result<String, Stop> {
    let names: Vec<String> = listed(bench)?.into_iter().map(|profile| profile.name).collect();
    if names.len() > most {
        let question = format!("Enter the name of the certificate profile to {what_for}:");
        return Ok(dialogue.text(&question, "", |name| {
            let found = show(bench.store(), name, bench.actor().at);
            bench.wait(found).map(|shown| shown.name)
        })?);
    }
    let question = format!("Choose the certificate profile to {what_for}:");
    let place = dialogue.choose(&question, &names, None)?;
    Ok(names.into_iter().nth(place).unwrap_or_default())
}

fn status(profile: &Listed) -> String {
    match profile.standing {
        Standing::InForce => profile.state.to_string(),
        Standing::Added | Standing::Changed => format!("{} (not committed)", profile.state),
    }
}

fn remaining(days: i64) -> String {
    if days < 0 {
        return "ended".to_owned();
    }
    if days == 1 {
        return "1 day".to_owned();
    }
    format!("{days} days")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{appliance::specimen::Specimen, console::Script};

    fn chosen(lines: &str, most: usize) -> (String, String) {
        let specimen = Specimen::new();
        let mut script = Script::new(lines);
        let name = choose_within(&mut Dialogue::new(&mut script), &specimen.bench, "edit", most);
        (name.unwrap(), script.transcript().to_owned())
    }

    #[test]
    fn of_few_profiles_one_is_chosen_from_the_list() {
        let (name, transcript) = chosen("1\n", 1);
        assert_eq!(name, "Demo");
        assert!(transcript.contains("1. Demo\n"), "{transcript}");
    }

    #[test]
    fn of_many_profiles_one_is_named_without_a_list() {
        let (name, transcript) = chosen("nobody\nDemo\n", 0);
        assert_eq!(name, "Demo");
        assert!(transcript.contains("[profile-missing]"), "{transcript}");
        assert!(!transcript.contains("1. Demo"), "{transcript}");
    }
}
