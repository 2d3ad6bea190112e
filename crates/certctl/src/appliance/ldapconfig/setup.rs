//! What holds for all LDAP servers.

use certops::{
    bind::Place,
    edit::{self, Noun as _},
};
use certstore::entry::LdapSettings;

use crate::{
    appliance::{binding::use_profiles, profile_choice::ProfileChoice, workbench::Workbench},
    console::{Dialogue, Stop},
};

/// Asks for the certificate that is shown to servers that ask for one, and stages it.
///
/// # Errors
///
/// [`Stop`].
pub(super) fn setup(dialogue: &mut Dialogue<'_>, bench: &Workbench) -> Result<(), Stop> {
    let name = LdapSettings::KIND.as_str();
    let current: LdapSettings = bench.wait(edit::show(bench.store(), name))?;
    let chosen = ProfileChoice::of(bench)?.one(dialogue, current.profile.as_deref())?;
    use_profiles(
        dialogue,
        bench,
        &Place::Ldap,
        current.profile.as_slice(),
        chosen.as_slice(),
    )
}
