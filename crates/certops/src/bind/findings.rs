//! What is to be said about a binding that can be made.

use certcore::{error_names, host::HostName, x509::Certificate};
use certstore::{
    entry::{Interface, Listener, Profile, ProfileOrigin},
    store::Reading,
};
use thiserror::Error;

use crate::{
    commit::{DemoBound, NameComparison, NamesDiffer, UsageUnfit, compare, differing, unfit},
    edit::{EditError, present},
    place::Place,
};

/// What is to be said about a binding that can be made. The commit looks again, and asks the DNS too.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum BindFinding {
    /// Clients ask for a name that no certificate of the binding has.
    #[error(transparent)]
    Names(NamesDiffer),
    /// The certificate may not be used so; the commit refuses it.
    #[error(transparent)]
    Usage(UsageUnfit),
    /// The demo profile is bound.
    #[error(transparent)]
    Demo(DemoBound),
    /// Nothing is bound.
    #[error("{place}: no profile is bound any more, so it has no certificate")]
    Nothing {
        /// Where.
        place: Place,
    },
}

error_names!(BindFinding {
    Self::Nothing { .. } => "binding-empty", "A service was left without a profile.";
    @via Self::Names(finding) => finding;
    @via Self::Usage(finding) => finding;
    @via Self::Demo(finding) => finding;
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
    let user = place.entry_id()?;
    let mut findings = Vec::new();
    let mut certificates: Vec<(&str, Certificate)> = Vec::new();
    for name in profiles {
        let (_, profile) = present::<Profile>(reading, name).await?;
        if profile.origin == ProfileOrigin::Demo {
            let users = vec![user.clone()];
            findings.push(BindFinding::Demo(DemoBound { users }));
            continue;
        }
        let certificate = reading.certificate(profile.certificate).await?;
        findings.extend(unfit(&user, place, name, &certificate).map(BindFinding::Usage));
        certificates.push((name, certificate));
    }
    if let Some(host_name) = host_name(reading, place).await? {
        let compared: Vec<NameComparison> = certificates
            .iter()
            .map(|(profile, certificate)| compare(&user, &host_name, profile, certificate, None))
            .collect();
        findings.extend(differing(&compared).into_iter().map(BindFinding::Names));
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
