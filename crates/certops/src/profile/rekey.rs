//! Asking the CA for a new certificate for a new key.

use certcore::{
    error_names,
    issue::{Description, DescriptionError, IssueError},
    key::{KeyAlgorithm, KeyGenerationError, KeyKind, PrivateKey, PublicKey},
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

/// What gets a new key.
#[derive(Clone, Copy, Debug)]
pub struct Rekey<'a> {
    /// The profile.
    pub name: &'a str,
    /// The kind of the new key; `None` for that of the current one.
    pub algorithm: Option<KeyAlgorithm>,
    /// Who the certificate is for; `None` for the subject and the names of the current one.
    pub description: Option<&'a Description>,
    /// What happens to a request that waits already.
    pub pending: Pending,
}

/// A new key with its request that was staged.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Rekeyed {
    /// The profile's name.
    pub name: String,
    /// The profile; its current key and certificate are unchanged.
    pub profile: Profile,
    /// The request of the new key.
    pub request: CertificateRequest,
}

/// Stages a new key and its request. The current key and certificate serve until the answer comes.
///
/// # Errors
///
/// [`RekeyError`]; nothing is staged then.
pub async fn rekey(store: &Store, actor: &Actor, request: &Rekey<'_>) -> Result<Rekeyed, RekeyError> {
    let mut writing = store.write(actor).await?;
    let (id, mut profile) = lookup::existing(&mut writing, request.name).await?;
    pending::make_room(request.name, &profile, request.pending)?;
    let current = writing.certificate(profile.certificate).await?;
    let algorithm = request
        .algorithm
        .unwrap_or_else(|| same_kind(current.public_key()));
    let key = PrivateKey::generate(algorithm)?;
    let csr = match request.description {
        Some(description) => description.request(&key)?,
        None => names::description_of(&current)?.request(&key)?,
    };
    writing.add_key(&key).await?;
    writing.add_request(&csr).await?;
    profile.request = Some(PendingRequest {
        request: csr.sha256(),
        key: key.public().sha256(),
    });
    writing.stage(&id, Some(profile.clone().into())).await?;
    writing.commit().await?;
    Ok(Rekeyed {
        name: id.name().to_owned(),
        profile,
        request: csr,
    })
}

/// The kind of key that comes next to an existing one; ECDSA on P-256 where no more are made of its kind.
pub fn same_kind(key: &PublicKey) -> KeyAlgorithm {
    match (key.kind(), key.bits()) {
        (KeyKind::Rsa | KeyKind::RsaPss, ..=2048) => KeyAlgorithm::Rsa2048,
        (KeyKind::Rsa | KeyKind::RsaPss, 2049..=3072) => KeyAlgorithm::Rsa3072,
        (KeyKind::Rsa | KeyKind::RsaPss, _) => KeyAlgorithm::Rsa4096,
        (KeyKind::EcP384 | KeyKind::EcP521, _) => KeyAlgorithm::EcP384,
        (KeyKind::Ed25519, _) => KeyAlgorithm::Ed25519,
        (KeyKind::MlDsa44, _) => KeyAlgorithm::MlDsa44,
        (KeyKind::MlDsa65, _) => KeyAlgorithm::MlDsa65,
        (KeyKind::MlDsa87, _) => KeyAlgorithm::MlDsa87,
        _ => KeyAlgorithm::EcP256,
    }
}

/// Why a profile got no new key.
#[derive(Debug, Error)]
pub enum RekeyError {
    /// A request waits already.
    #[error(transparent)]
    Pending(#[from] RequestPending),
    /// The key.
    #[error(transparent)]
    Key(#[from] KeyGenerationError),
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

error_names!(RekeyError {
    @via Self::Pending(error) => error;
    @via Self::Key(error) => error;
    @via Self::Description(error) => error;
    @via Self::Issue(error) => error;
    @via Self::Lookup(error) => error;
    @via Self::Store(error) => error;
});
