//! The extended key usage of a certificate fits the service that uses it (RFC 5280 §4.2.1.12).

use certcore::{
    error_names,
    x509::{Certificate, Purpose},
};
use certstore::entry::EntryId;
use thiserror::Error;

use crate::{
    commit::{finding::Findings, scope::Scope},
    place::{self, Place},
};

pub(super) fn check(scope: &Scope, findings: &mut Findings) {
    for binding in &scope.bindings {
        let known = scope.profiles.get(&binding.profile);
        let Some(leaf) = known.and_then(|known| known.leaf()) else {
            continue;
        };
        let Some(place) = Place::of(&binding.user) else {
            continue;
        };
        if let Some(problem) = unfit(&binding.user, &place, binding.profile.name(), leaf) {
            findings.refuse(&binding.user, binding.cause, &problem);
        }
    }
}

/// What is wrong with this certificate in this place; `None` when it may be used there.
pub(crate) fn unfit(
    user: &EntryId,
    place: &Place,
    profile: &str,
    certificate: &Certificate,
) -> Option<UsageUnfit> {
    let needed = place.purpose();
    if certificate.allows(&needed) {
        return None;
    }
    Some(UsageUnfit {
        user: user.clone(),
        profile: profile.to_owned(),
        needed,
        allowed: certificate.purposes().unwrap_or_default().to_vec(),
    })
}

/// A certificate is bound to a service that it is not for.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "{} needs a certificate for {needed}, and that of profile {profile} is only for {}; bind another profile{}",
    place::user(user),
    allowed.iter().map(ToString::to_string).collect::<Vec<_>>().join(", "),
    advice(needed)
)]
pub struct UsageUnfit {
    /// The entry that binds the profile.
    pub user: EntryId,
    /// The profile.
    pub profile: String,
    /// What the service needs.
    pub needed: Purpose,
    /// What the certificate allows.
    pub allowed: Vec<Purpose>,
}

fn advice(needed: &Purpose) -> &'static str {
    match needed {
        Purpose::ClientAuth => ", because public CAs no longer sign for clientAuth",
        _ => "",
    }
}

error_names!(UsageUnfit {
    _ => "service-usage-unfit", "A certificate is bound to a service that its extended key usage does not allow.";
});
