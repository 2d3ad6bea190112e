//! Binding profiles to a service.

use std::collections::BTreeSet;

use certcore::error_names;
use certstore::{
    entry::{Entry, EntryIdError},
    repository::Change,
    store::{Actor, Reading, Store, StoreError},
};
use thiserror::Error;

use super::{
    findings::{BindFinding, findings},
    profiles::Slot,
};
use crate::{
    edit::{EditError, EntryMissing, changed, stage},
    place::Place,
};

/// What became of a binding.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Bound {
    /// The entry in which the binding stands.
    pub change: Change,
    /// What is to be said about it.
    pub findings: Vec<BindFinding>,
}

/// Stages that a service uses these profiles, in place of those it used.
///
/// A listener or an interface may have several, for several kinds of key or server names; the first one is for clients
/// that name none.
///
/// # Errors
///
/// [`BindError`].
pub async fn bind(
    store: &Store,
    actor: &Actor,
    place: &Place,
    profiles: &[String],
) -> Result<Bound, BindError> {
    if profiles.is_empty() {
        return Err(BindError::NoProfile { place: place.clone() });
    }
    if let Some(profile) = repeated(profiles) {
        return Err(BindError::Twice {
            profile: profile.clone(),
        });
    }
    let mut writing = store.write(actor).await?;
    let before = bound_entry(&mut writing, place).await?;
    let mut after = before.clone();
    match Slot::of(&mut after) {
        Some(Slot::Many(names)) => *names = profiles.to_vec(),
        Some(Slot::One(name)) => match profiles {
            [profile] => *name = Some(profile.clone()),
            _ => return Err(BindError::OneOnly { place: place.clone() }),
        },
        None => return Err(BindError::NoHttps { place: place.clone() }),
    }
    let change = changed(place.entry_id()?, Some(before), Some(after));
    stage(&mut writing, std::slice::from_ref(&change)).await?;
    let findings = findings(&mut writing, place, profiles).await?;
    writing.commit().await?;
    Ok(Bound { change, findings })
}

/// The first profile that stands twice.
fn repeated(profiles: &[String]) -> Option<&String> {
    let mut seen = BTreeSet::new();
    profiles.iter().find(|profile| !seen.insert(*profile))
}

/// The entry in which a binding stands.
pub(super) async fn bound_entry(reading: &mut Reading<'_>, place: &Place) -> Result<Entry, EditError> {
    let id = place.entry_id()?;
    match reading.entry(&id).await? {
        Some(effective) => Ok(effective.entry),
        None => Err(EntryMissing::look_up(reading, &id).await?.into()),
    }
}

/// Why a service cannot be bound so.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum BindError {
    /// No profile was named.
    #[error("name the profile that {place} shall use; to have none, unbind it")]
    NoProfile {
        /// Where.
        place: Place,
    },
    /// A profile was named twice.
    #[error("profile {profile} is named twice")]
    Twice {
        /// Which.
        profile: String,
    },
    /// Several profiles for a service that has one.
    #[error("{place} has one profile for all connections; name one")]
    OneOnly {
        /// Where.
        place: Place,
    },
    /// The interface offers no HTTPS.
    #[error("{place}: the interface offers no HTTPS; turn it on first")]
    NoHttps {
        /// Where.
        place: Place,
    },
    /// What shall be unbound is not bound.
    #[error("{place} does not use {profile}{}", used(.bound))]
    NotBound {
        /// Where.
        place: Place,
        /// The profile.
        profile: String,
        /// What is bound.
        bound: Vec<String>,
    },
    /// See there.
    #[error(transparent)]
    Edit(#[from] EditError),
}

fn used(bound: &[String]) -> String {
    if bound.is_empty() {
        "; nothing is bound there".to_owned()
    } else {
        format!("; it uses {}", bound.join(", "))
    }
}

impl From<StoreError> for BindError {
    fn from(error: StoreError) -> Self {
        Self::Edit(error.into())
    }
}

impl From<EntryIdError> for BindError {
    fn from(error: EntryIdError) -> Self {
        Self::Edit(error.into())
    }
}

error_names!(BindError {
    Self::NoProfile { .. } => "binding-without-profile", "A service shall be bound, and no profile was named.";
    Self::Twice { .. } => "binding-twice", "A profile was named twice for one service.";
    Self::OneOnly { .. } => "binding-one-only", "Several profiles were named for a service that has one.";
    Self::NoHttps { .. } => "https-not-offered", "A profile shall be bound to the HTTPS of an interface that offers none.";
    Self::NotBound { .. } => "not-bound", "A profile shall be unbound from a service that does not use it.";
    @via Self::Edit(error) => error;
});

#[cfg(test)]
mod tests {
    use certcore::{diagnostic::Diagnostic, x509::Purpose};
    use certstore::entry::{Listener, ProfileOrigin};

    use super::*;
    use crate::{
        edit, init,
        specimen::{HOST, Leaf, Specimen},
    };

    fn inbound() -> Place {
        Place::Inbound {
            listener: init::LISTENER.to_owned(),
        }
    }

    fn names(profiles: &[&str]) -> Vec<String> {
        profiles.iter().map(|name| (*name).to_owned()).collect()
    }

    #[tokio::test]
    async fn a_listener_may_have_several_profiles() {
        let specimen = Specimen::new().await;
        for name in ["rsa", "ecdsa"] {
            specimen.stage_profile(name, 90).await;
        }
        let bound = bind(
            &specimen.store,
            &specimen.actor(),
            &inbound(),
            &names(&["rsa", "ecdsa"]),
        )
        .await
        .unwrap();
        assert_eq!(bound.findings, []);
        let listener: Listener = edit::show(&specimen.store, init::LISTENER).await.unwrap();
        assert_eq!(listener.profiles, ["rsa", "ecdsa"]);
    }

    #[tokio::test]
    async fn a_name_or_a_usage_that_does_not_fit_is_said_at_once() {
        let specimen = Specimen::new().await;
        let leaf = Leaf::for_names(
            "www.example.com",
            &["www.example.com"],
            &[Purpose::ClientAuth],
            specimen.now,
            90,
        );
        specimen.stage_leaf("www", &leaf, ProfileOrigin::Imported).await;
        let actor = specimen.actor();
        let bound = bind(&specimen.store, &actor, &inbound(), &names(&["www"]))
            .await
            .unwrap();
        let said: Vec<_> = bound.findings.iter().map(Diagnostic::name).collect();
        assert_eq!(said, ["service-usage-unfit", "names-differ"]);
        let text = bound.findings[1].to_string();
        assert!(
            text.contains(HOST) && text.contains("the certificate names www.example.com"),
            "{text}"
        );
        let bound = bind(&specimen.store, &actor, &Place::Outbound, &names(&["www"]))
            .await
            .unwrap();
        assert_eq!(bound.findings, []);
    }

    #[tokio::test]
    async fn the_demo_profile_is_said_to_be_unverifiable() {
        let specimen = Specimen::new().await;
        let bound = bind(
            &specimen.store,
            &specimen.actor(),
            &Place::Ldap,
            &names(&[init::DEMO]),
        )
        .await
        .unwrap();
        assert_eq!(bound.findings[0].name(), "demo-bound");
    }

    #[tokio::test]
    async fn what_cannot_be_bound_is_refused_by_name() {
        let specimen = Specimen::new().await;
        specimen.stage_profile("mx", 90).await;
        specimen.stage_interface("Data", "192.0.2.1").await;
        let https = Place::Https {
            interface: "Data".to_owned(),
        };
        let unknown = Place::Inbound {
            listener: "IncommingMail".to_owned(),
        };
        for (place, profiles, name) in [
            (inbound(), &["my"][..], "profile-missing"),
            (unknown, &["mx"], "entry-missing"),
            (inbound(), &[], "binding-without-profile"),
            (inbound(), &["mx", "mx"], "binding-twice"),
            (Place::Outbound, &["mx", "Demo"], "binding-one-only"),
            (https, &["mx"], "https-not-offered"),
        ] {
            let refused = bind(&specimen.store, &specimen.actor(), &place, &names(profiles)).await;
            assert_eq!(refused.unwrap_err().name(), name, "{place}");
        }
    }
}
