//! What holds for delivery as a whole.

use certops::{
    bind::Place,
    destination::SetDestinationSettings,
    edit::{self, Noun as _},
};
use certstore::entry::DestinationSettings;

use crate::{
    appliance::{binding::use_profiles, profile_choice::ProfileChoice, switch, workbench::Workbench},
    console::{Dialogue, Stop},
};

/// Asks for the certificate and the alert of all deliveries, and stages them.
///
/// # Errors
///
/// [`Stop`]; nothing is staged when the dialogue is left.
pub(super) fn setup(dialogue: &mut Dialogue<'_>, bench: &Workbench) -> Result<(), Stop> {
    let name = DestinationSettings::KIND.as_str();
    let current: DestinationSettings = bench.wait(edit::show(bench.store(), name))?;
    let profile = ProfileChoice::of(bench)?.one(dialogue, current.profile.as_deref())?;
    let alert = switch::ask(
        dialogue,
        "Do you want to send an alert when a required TLS connection fails?",
        current.alert_on_required_failure,
    )?;
    let amendment = SetDestinationSettings {
        alert_on_required_failure: alert,
    };
    bench.wait(edit::set(bench.store(), &bench.actor(), name, amendment))?;
    use_profiles(
        dialogue,
        bench,
        &Place::Outbound,
        current.profile.as_slice(),
        profile.as_slice(),
    )
}
