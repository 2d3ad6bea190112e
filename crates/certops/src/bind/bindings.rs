//! Which service uses which profile.

use certcore::host::HostName;
use certstore::{
    entry::{Entry, EntryId, Kind, Profile},
    repository::CertificateFacts,
    store::{Reading, Store, StoreError},
};
use chrono::{DateTime, Utc};

use super::{findings::host_name, profiles::Slot};
use crate::{
    edit::{EditError, present},
    expiry::ExpiryRule,
    place::Place,
    profile::state::{ProfileState, remaining_days},
};

/// A service with its profiles.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct BindingRow {
    /// Where.
    pub place: Place,
    /// The name by which clients know it; `None` where this machine is the client.
    pub host_name: Option<HostName>,
    /// The profiles in order; none leaves the service without a certificate.
    pub profiles: Vec<BoundProfile>,
    /// Whether other profiles, or another host name, are in force and these wait for a commit.
    pub staged: bool,
}

/// A profile that is bound.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct BoundProfile {
    /// Its name.
    pub name: String,
    /// Its state.
    pub state: ProfileState,
    /// Whole days until its certificate ends; negative after the end.
    pub remaining_days: i64,
    /// What its certificate says.
    pub certificate: CertificateFacts,
    /// Whether the profile has another certificate in force, or none, and this one waits for a commit.
    pub staged: bool,
}

/// Every service that can have a profile, with those it uses, with the candidate over what is in force.
///
/// # Errors
///
/// [`EditError`] when the store cannot be read.
pub async fn bindings(store: &Store, now: DateTime<Utc>) -> Result<Vec<BindingRow>, EditError> {
    let mut reading = store.read().await?;
    let rule = ExpiryRule::active(&mut reading).await?;
    let mut rows = Vec::new();
    for kind in [
        Kind::Listener,
        Kind::DestinationSettings,
        Kind::Interface,
        Kind::LdapSettings,
        Kind::UrlFiltering,
    ] {
        for mut effective in reading.entries(Some(kind)).await? {
            let place = Place::of(&effective.id);
            if let (Some(place), Some(slot)) = (place, Slot::of(&mut effective.entry)) {
                let host_name = host_name(&mut reading, &place).await?;
                let profiles = bound(&mut reading, slot.names(), now, rule).await?;
                let in_force = in_force(&mut reading, &place).await?;
                rows.push(BindingRow {
                    staged: in_force != Some((slot.names().to_vec(), host_name.clone())),
                    place,
                    host_name,
                    profiles,
                });
            }
        }
    }
    Ok(rows)
}

/// The profiles of a place and its host name as they are in force; `None` while the place is only staged.
async fn in_force(
    reading: &mut Reading<'_>,
    place: &Place,
) -> Result<Option<(Vec<String>, Option<HostName>)>, EditError> {
    let Some(mut entry) = committed(reading, &place.entry_id()?).await? else {
        return Ok(None);
    };
    let host_name = match &entry {
        Entry::Interface(interface) => Some(interface.host_name.clone()),
        Entry::Listener(listener) => {
            let interface = EntryId::new(Kind::Interface, &listener.interface)?;
            match committed(reading, &interface).await? {
                Some(Entry::Interface(interface)) => Some(interface.host_name),
                _ => None,
            }
        }
        _ => None,
    };
    Ok(Slot::of(&mut entry).map(|slot| (slot.names().to_vec(), host_name)))
}

async fn committed(reading: &mut Reading<'_>, id: &EntryId) -> Result<Option<Entry>, StoreError> {
    let version = reading.repository().entry(id).await?;
    Ok(version.map(|version| version.entry))
}

async fn bound(
    reading: &mut Reading<'_>,
    names: &[String],
    now: DateTime<Utc>,
    rule: ExpiryRule,
) -> Result<Vec<BoundProfile>, EditError> {
    let mut profiles = Vec::new();
    for name in names {
        let (id, profile) = present::<Profile>(reading, name).await?;
        let certificate = certificate(reading, &profile).await?;
        let in_force = match committed(reading, &id).await? {
            Some(Entry::Profile(profile)) => Some(profile),
            _ => None,
        };
        let request = in_force.as_ref().and_then(|profile| profile.request);
        let in_force = in_force.map(|profile| profile.certificate);
        profiles.push(BoundProfile {
            name: name.clone(),
            state: ProfileState::of(&profile, request, &certificate, now, rule),
            remaining_days: remaining_days(certificate.not_after, now),
            certificate,
            staged: in_force != Some(profile.certificate),
        });
    }
    Ok(profiles)
}

async fn certificate(reading: &mut Reading<'_>, profile: &Profile) -> Result<CertificateFacts, StoreError> {
    let facts = reading
        .repository()
        .certificate_facts(profile.certificate)
        .await?;
    facts.ok_or(StoreError::MaterialMissing {
        what: "certificate",
        fingerprint: profile.certificate,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{bind::bind, init, specimen::Specimen};

    #[tokio::test]
    async fn what_is_in_force_is_told_from_what_waits_for_a_commit() {
        let specimen = Specimen::new().await;
        let marks = async || -> Vec<(String, bool, bool)> {
            let rows = bindings(&specimen.store, specimen.now).await.unwrap();
            rows.iter()
                .map(|row| (row.place.service().to_owned(), row.staged, row.profiles[0].staged))
                .filter(|(_, bound, profile)| *bound || *profile)
                .collect()
        };
        assert_eq!(marks().await, []);
        specimen.stage_profile("mx", 90).await;
        let actor = specimen.actor();
        bind(&specimen.store, &actor, &Place::Outbound, &["mx".to_owned()])
            .await
            .unwrap();
        assert_eq!(marks().await, [("outbound".to_owned(), true, true)]);
        specimen.publish().await;
        assert_eq!(marks().await, []);
        specimen.stage_profile("mx", 30).await;
        assert_eq!(marks().await, [("outbound".to_owned(), false, true)]);
    }

    #[tokio::test]
    async fn a_new_store_has_the_demo_profile_in_all_five_places() {
        let specimen = Specimen::new().await;
        specimen.stage_interface("Data", "192.0.2.1").await;
        let rows = bindings(&specimen.store, specimen.now).await.unwrap();
        let places: Vec<String> = rows.iter().map(|row| row.place.to_string()).collect();
        assert_eq!(
            places,
            [
                "inbound IncomingMail",
                "outbound",
                "https Management",
                "ldap",
                "url-filtering"
            ]
        );
        for row in rows {
            assert_eq!(row.profiles.len(), 1);
            assert_eq!(row.profiles[0].name, init::DEMO);
            assert_eq!(row.profiles[0].state, ProfileState::Demo);
            assert_eq!(row.profiles[0].remaining_days, 3649);
        }
    }
}
