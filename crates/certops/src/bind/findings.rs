//! What is to be said about a binding that can be made.

use certcore::{
    error_names,
    host::HostName,
    identity::{CommonName, PresentedIdentifiers},
    x509::Certificate,
};
use certstore::{
    entry::{Interface, Listener, Profile, ProfileOrigin},
    store::Reading,
};
use thiserror::Error;

use super::place::Place;
use crate::edit::{EditError, present};

/// What is to be said about a binding that can be made. The commit looks again, and asks the DNS too.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum BindFinding {
    /// Clients ask for a name that no certificate of the binding has.
    #[error(
        "{place}: clients know it as {host_name}, and {} not have that name: {}",
        if .certificates.len() == 1 { "its certificate does" } else { "its certificates do" },
        .certificates.join("; ")
    )]
    Name {
        /// Where.
        place: Place,
        /// The host name of the interface.
        host_name: HostName,
        /// Each profile with the names of its certificate.
        certificates: Vec<String>,
    },
    /// The certificate may not be used so.
    #[error("{place}: the certificate of {profile} is for {}, not for {}; the commit will refuse it", .usages.join(", "), .place.purpose())]
    Usage {
        /// Where.
        place: Place,
        /// The profile.
        profile: String,
        /// Its extended key usages.
        usages: Vec<String>,
    },
    /// The demo profile is bound.
    #[error("{place}: the profile {profile} encrypts, but nobody can verify it")]
    Demo {
        /// Where.
        place: Place,
        /// The profile.
        profile: String,
    },
    /// Nothing is bound.
    #[error("{place}: no profile is bound any more, so it has no certificate")]
    Nothing {
        /// Where.
        place: Place,
    },
}

error_names!(BindFinding {
    Self::Name { .. } => "binding-name-mismatch", "No certificate of a binding has the host name of its interface.";
    Self::Usage { .. } => "binding-usage-unfit", "The extended key usage of a bound certificate does not fit its service.";
    Self::Demo { .. } => "binding-demo", "The demo profile, which nobody can verify, is bound.";
    Self::Nothing { .. } => "binding-empty", "A service was left without a profile.";
});

/// What is to be said about these profiles in this place.
pub(super) async fn findings(
    reading: &mut Reading<'_>,
    place: &Place,
    profiles: &[String],
) -> Result<Vec<BindFinding>, EditError> {
    if profiles.is_empty() {
        let place = place.clone();
        return Ok(vec![BindFinding::Nothing { place }]);
    }
    let mut findings = Vec::new();
    let mut certificates: Vec<(&str, Certificate)> = Vec::new();
    for name in profiles {
        let (_, profile) = present::<Profile>(reading, name).await?;
        let certificate = reading.certificate(profile.certificate).await?;
        if profile.origin == ProfileOrigin::Demo {
            findings.push(BindFinding::Demo {
                place: place.clone(),
                profile: name.clone(),
            });
            continue;
        }
        if !certificate.allows(&place.purpose()) {
            let usages = certificate.purposes().unwrap_or_default();
            findings.push(BindFinding::Usage {
                place: place.clone(),
                profile: name.clone(),
                usages: usages.iter().map(ToString::to_string).collect(),
            });
        }
        certificates.push((name, certificate));
    }
    if let Some(host_name) = host_name(reading, place).await? {
        findings.extend(name_mismatch(place, host_name, &certificates));
    }
    Ok(findings)
}

/// The name by which clients know the place; `None` where this machine is the client.
pub(super) async fn host_name(
    reading: &mut Reading<'_>,
    place: &Place,
) -> Result<Option<HostName>, EditError> {
    let interface = match place {
        Place::Inbound { listener } => present::<Listener>(reading, listener).await?.1.interface,
        Place::Https { interface } => interface.clone(),
        Place::Outbound | Place::Ldap | Place::UrlFiltering => return Ok(None),
    };
    let (_, interface) = present::<Interface>(reading, &interface).await?;
    Ok(Some(interface.host_name))
}

fn name_mismatch(
    place: &Place,
    host_name: HostName,
    certificates: &[(&str, Certificate)],
) -> Option<BindFinding> {
    let names: Vec<(&str, PresentedIdentifiers)> = certificates
        .iter()
        .map(|(profile, certificate)| (*profile, PresentedIdentifiers::of(certificate)))
        .collect();
    let covered = names
        .iter()
        .any(|(_, names)| names.find_host(&host_name, CommonName::Ignore).is_some());
    if covered || names.is_empty() {
        return None;
    }
    let certificates = names
        .iter()
        .map(|(profile, names)| {
            let dns: Vec<String> = names.dns.iter().map(ToString::to_string).collect();
            let dns = if dns.is_empty() {
                "no DNS name".to_owned()
            } else {
                dns.join(", ")
            };
            format!("{profile} has {dns}")
        })
        .collect();
    Some(BindFinding::Name {
        place: place.clone(),
        host_name,
        certificates,
    })
}
