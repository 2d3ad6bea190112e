//! Changing the request of a profile before the CA has answered it.

use certcore::{
    error_names,
    issue::{Description, IssueError},
    x509::{Certificate, CertificateRequest, Serial, Validity, ValidityError},
};
use certstore::{
    entry::{PendingRequest, Profile, ProfileOrigin},
    store::{Actor, Store, StoreError},
};
use thiserror::Error;

use super::{
    lookup::{self, LookupError},
    pending::{self, NoPendingRequest},
};

const DAY: i64 = 86_400;

/// What is changed.
#[derive(Clone, Copy, Debug)]
pub struct Edit<'a> {
    /// The profile.
    pub name: &'a str,
    /// Who the certificate is for now.
    pub description: &'a Description,
    /// For how many days a self-signed certificate is valid; `None` for as many as the present one.
    pub days: Option<u32>,
    /// Its serial number.
    pub serial: &'a Serial,
}

/// A changed request that was staged.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Edited {
    /// The profile's name.
    pub name: String,
    /// The profile.
    pub profile: Profile,
    /// The new request, with the key of the old one.
    pub request: CertificateRequest,
    /// The new self-signed certificate, where the profile has no other.
    pub certificate: Option<Certificate>,
}

/// Replaces the request that waits, under the same key, and with it a self-signed certificate.
///
/// # Errors
///
/// [`EditError`]; nothing is staged then.
pub async fn edit(store: &Store, actor: &Actor, request: &Edit<'_>) -> Result<Edited, EditError> {
    let mut writing = store.write(actor).await?;
    let (id, mut profile) = lookup::existing(&mut writing, request.name).await?;
    let pending = pending::waiting(request.name, &profile)?;
    let key = writing.private_key(pending.key).await?;
    let csr = request.description.request(&key)?;
    let mut certificate = None;
    if profile.origin == ProfileOrigin::SelfSigned {
        let key = writing.private_key(profile.key).await?;
        let days = match request.days {
            Some(days) => days,
            None => days_of(writing.certificate(profile.certificate).await?.validity()),
        };
        let validity = Validity::for_days(actor.at, days)?;
        let made = request.description.self_signed(&key, validity, request.serial)?;
        writing.add_certificate(&made).await?;
        profile.certificate = made.sha256();
        profile.intermediates.clear();
        certificate = Some(made);
    }
    writing.add_request(&csr).await?;
    profile.request = Some(PendingRequest {
        request: csr.sha256(),
        key: pending.key,
    });
    writing.stage(&id, Some(profile.clone().into())).await?;
    writing.commit().await?;
    Ok(Edited {
        name: id.name().to_owned(),
        profile,
        request: csr,
        certificate,
    })
}

/// For how many days a certificate is valid; a part of a day counts as one.
fn days_of(validity: Validity) -> u32 {
    let seconds = (validity.not_after() - validity.not_before()).num_seconds();
    u32::try_from(seconds / DAY + 1).unwrap_or(u32::MAX)
}

/// Why a request was not changed.
#[derive(Debug, Error)]
pub enum EditError {
    /// The profile.
    #[error(transparent)]
    Lookup(#[from] LookupError),
    /// There is nothing to change.
    #[error(transparent)]
    NoRequest(#[from] NoPendingRequest),
    /// The validity of the self-signed certificate.
    #[error(transparent)]
    Validity(#[from] ValidityError),
    /// The certificate or the request.
    #[error(transparent)]
    Issue(#[from] IssueError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

error_names!(EditError {
    @via Self::Lookup(error) => error;
    @via Self::NoRequest(error) => error;
    @via Self::Validity(error) => error;
    @via Self::Issue(error) => error;
    @via Self::Store(error) => error;
});
