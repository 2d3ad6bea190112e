//! Which service uses which profile.

use certcore::host::HostName;
use certstore::{
    entry::{Entry, Kind, Profile},
    repository::CertificateFacts,
    store::{Reading, Store, StoreError},
};

use super::{findings::host_name, place::Place, profiles::Slot};
use crate::edit::{EditError, present};

/// A service with its profiles.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct BindingRow {
    /// Where.
    pub place: Place,
    /// The name by which clients know it; `None` where this machine is the client.
    pub host_name: Option<HostName>,
    /// The profiles in order; none leaves the service without a certificate.
    pub profiles: Vec<BoundProfile>,
}

/// A profile that is bound.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct BoundProfile {
    /// Its name.
    pub name: String,
    /// The profile.
    pub profile: Profile,
    /// What its certificate says.
    pub certificate: CertificateFacts,
}

/// Every service that can have a profile, with those it uses, with the candidate over what is in force.
///
/// # Errors
///
/// [`EditError`] when the store cannot be read.
pub async fn bindings(store: &Store) -> Result<Vec<BindingRow>, EditError> {
    let mut reading = store.read().await?;
    let mut rows = Vec::new();
    for kind in [
        Kind::Listener,
        Kind::DestinationSettings,
        Kind::Interface,
        Kind::LdapSettings,
        Kind::UrlFiltering,
    ] {
        for mut effective in reading.entries(Some(kind)).await? {
            let place = place(&effective.entry, effective.id.name());
            if let (Some(place), Some(slot)) = (place, Slot::of(&mut effective.entry)) {
                let host_name = host_name(&mut reading, &place).await?;
                let profiles = bound(&mut reading, slot.names()).await?;
                rows.push(BindingRow {
                    place,
                    host_name,
                    profiles,
                });
            }
        }
    }
    Ok(rows)
}

fn place(entry: &Entry, name: &str) -> Option<Place> {
    match entry {
        Entry::Listener(_) => Some(Place::Inbound {
            listener: name.to_owned(),
        }),
        Entry::Interface(_) => Some(Place::Https {
            interface: name.to_owned(),
        }),
        Entry::DestinationSettings(_) => Some(Place::Outbound),
        Entry::LdapSettings(_) => Some(Place::Ldap),
        Entry::UrlFiltering(_) => Some(Place::UrlFiltering),
        _ => None,
    }
}

async fn bound(reading: &mut Reading<'_>, names: &[String]) -> Result<Vec<BoundProfile>, EditError> {
    let mut profiles = Vec::new();
    for name in names {
        let (_, profile) = present::<Profile>(reading, name).await?;
        let facts = reading.repository().certificate_facts(profile.certificate).await;
        let missing = StoreError::MaterialMissing {
            what: "certificate",
            fingerprint: profile.certificate,
        };
        profiles.push(BoundProfile {
            name: name.clone(),
            certificate: facts.map_err(StoreError::from)?.ok_or(missing)?,
            profile,
        });
    }
    Ok(profiles)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{init, specimen::Specimen};

    #[tokio::test]
    async fn a_new_store_has_the_demo_profile_in_all_five_places() {
        let specimen = Specimen::new().await;
        specimen.stage_interface("Data", "192.0.2.1").await;
        let rows = bindings(&specimen.store).await.unwrap();
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
        }
    }
}
