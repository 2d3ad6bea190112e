//! Asking the CA for a new certificate for a new key.

use certcore::{
    error_names,
    issue::Description,
    key::{KeyAlgorithm, KeyGenerationError, KeyKind, PrivateKey, PublicKey},
};
use certstore::store::{Actor, Reading, Store, StoreError};
use thiserror::Error;

use super::{
    asked::{AskError, Asked, ask},
    lookup,
    pending::{self, Pending},
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

/// Stages a new key and its request. The current key and certificate serve until the answer comes.
///
/// # Errors
///
/// [`RekeyError`]; nothing is staged then.
pub async fn rekey(store: &Store, actor: &Actor, request: &Rekey<'_>) -> Result<Asked, RekeyError> {
    let mut algorithm = algorithm(&mut store.read().await?, request).await?;
    loop {
        // A large RSA key takes seconds, so nobody is kept from writing while it is made.
        let key = PrivateKey::generate(algorithm)?;
        let mut writing = store.write(actor).await?;
        let wanted = self::algorithm(&mut writing, request).await?;
        if wanted != algorithm {
            // Meanwhile the profile got a key of another kind.
            algorithm = wanted;
            continue;
        }
        writing.add_key(&key).await?;
        let asked = ask(
            &mut writing,
            request.name,
            &key,
            request.description,
            request.pending,
        )
        .await?;
        writing.commit().await?;
        return Ok(asked);
    }
}

/// The kind of the new key, where there may be one.
async fn algorithm(reading: &mut Reading<'_>, request: &Rekey<'_>) -> Result<KeyAlgorithm, RekeyError> {
    let (_, profile) = lookup::existing(reading, request.name)
        .await
        .map_err(AskError::from)?;
    pending::make_room(request.name, &profile, request.pending).map_err(AskError::from)?;
    Ok(match request.algorithm {
        Some(algorithm) => algorithm,
        None => same_kind(reading.certificate(profile.certificate).await?.public_key()),
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
    /// The request.
    #[error(transparent)]
    Ask(#[from] AskError),
    /// The key.
    #[error(transparent)]
    Key(#[from] KeyGenerationError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

error_names!(RekeyError {
    @via Self::Ask(error) => error;
    @via Self::Key(error) => error;
    @via Self::Store(error) => error;
});
