//! Taking profiles from a service.

use certstore::store::{Actor, Store};

use super::{
    assign::{BindError, Bound, bound_entry},
    findings::findings,
    profiles::Slot,
};
use crate::{
    edit::{changed, stage},
    place::Place,
};

/// Stages that a service no longer uses these profiles; without any, that it uses none.
///
/// # Errors
///
/// [`BindError::NotBound`], [`BindError::NoHttps`], [`BindError::Edit`].
pub async fn unbind(
    store: &Store,
    actor: &Actor,
    place: &Place,
    profiles: &[String],
) -> Result<Bound, BindError> {
    let mut writing = store.write(actor).await?;
    let before = bound_entry(&mut writing, place).await?;
    let mut after = before.clone();
    let Some(slot) = Slot::of(&mut after) else {
        return Err(BindError::NoHttps { place: place.clone() });
    };
    if let Some(profile) = profiles.iter().find(|profile| !slot.names().contains(profile)) {
        return Err(BindError::NotBound {
            place: place.clone(),
            profile: profile.clone(),
            bound: slot.names().to_vec(),
        });
    }
    let left: Vec<String> = slot
        .names()
        .iter()
        .filter(|name| !profiles.is_empty() && !profiles.contains(name))
        .cloned()
        .collect();
    match slot {
        Slot::Many(names) => names.clone_from(&left),
        Slot::One(name) => *name = left.first().cloned(),
    }
    let change = changed(place.entry_id()?, Some(before), Some(after));
    stage(&mut writing, std::slice::from_ref(&change)).await?;
    let findings = findings(&mut writing, place, &left).await?;
    writing.commit().await?;
    Ok(Bound { change, findings })
}

#[cfg(test)]
mod tests {
    use certcore::diagnostic::Diagnostic;
    use certstore::entry::LdapSettings;

    use super::*;
    use crate::{edit, init, specimen::Specimen};

    #[tokio::test]
    async fn a_service_without_profile_is_said_to_have_none() {
        let specimen = Specimen::new().await;
        let unbound = unbind(&specimen.store, &specimen.actor(), &Place::Ldap, &[])
            .await
            .unwrap();
        assert_eq!(unbound.findings[0].name(), "binding-empty");
        let settings: LdapSettings = edit::show(&specimen.store, "ldap-settings").await.unwrap();
        assert_eq!(settings.profile, None);
    }

    #[tokio::test]
    async fn what_is_not_bound_cannot_be_unbound() {
        let specimen = Specimen::new().await;
        let place = Place::Inbound {
            listener: init::LISTENER.to_owned(),
        };
        let refused = unbind(&specimen.store, &specimen.actor(), &place, &["mx".to_owned()]).await;
        assert_eq!(
            refused.unwrap_err().to_string(),
            "inbound IncomingMail does not use mx; it uses Demo"
        );
    }
}
