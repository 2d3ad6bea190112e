//! Asking the CA for a new certificate for the same key.

use certcore::{
    error_names,
    issue::{Description, DescriptionError, IssueError},
    x509::CertificateRequest,
};
use certstore::{
    entry::{PendingRequest, Profile},
    store::{Actor, Store, StoreError},
};
use thiserror::Error;

use super::{
    lookup::{self, LookupError},
    names,
    pending::{self, Pending, RequestPending},
};

/// What is renewed.
#[derive(Clone, Copy, Debug)]
pub struct Renew<'a> {
    /// The profile.
    pub name: &'a str,
    /// Who the certificate is for; `None` for the subject and the names of the current one.
    pub description: Option<&'a Description>,
    /// What happens to a request that waits already.
    pub pending: Pending,
}

/// A new request that was staged.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Renewed {
    /// The profile's name.
    pub name: String,
    /// The profile.
    pub profile: Profile,
    /// The request.
    pub request: CertificateRequest,
}

/// Stages a new request under the profile's current key. The current certificate serves until the answer comes.
///
/// # Errors
///
/// [`RenewError`]; nothing is staged then.
pub async fn renew(store: &Store, actor: &Actor, request: &Renew<'_>) -> Result<Renewed, RenewError> {
    let mut writing = store.write(actor).await?;
    let (id, mut profile) = lookup::existing(&mut writing, request.name).await?;
    pending::make_room(request.name, &profile, request.pending)?;
    let key = writing.private_key(profile.key).await?;
    let current = writing.certificate(profile.certificate).await?;
    let csr = match request.description {
        Some(description) => description.request(&key)?,
        None => names::description_of(&current)?.request(&key)?,
    };
    writing.add_request(&csr).await?;
    profile.request = Some(PendingRequest {
        request: csr.sha256(),
        key: profile.key,
    });
    writing.stage(&id, Some(profile.clone().into())).await?;
    writing.commit().await?;
    Ok(Renewed {
        name: id.name().to_owned(),
        profile,
        request: csr,
    })
}

/// Why a profile was not renewed.
#[derive(Debug, Error)]
pub enum RenewError {
    /// A request waits already.
    #[error(transparent)]
    Pending(#[from] RequestPending),
    /// The names of the current certificate cannot stand in a new one.
    #[error(transparent)]
    Description(#[from] DescriptionError),
    /// The request.
    #[error(transparent)]
    Issue(#[from] IssueError),
    /// The profile.
    #[error(transparent)]
    Lookup(#[from] LookupError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

error_names!(RenewError {
    @via Self::Pending(error) => error;
    @via Self::Description(error) => error;
    @via Self::Issue(error) => error;
    @via Self::Lookup(error) => error;
    @via Self::Store(error) => error;
});
