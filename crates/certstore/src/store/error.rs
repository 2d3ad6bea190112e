//! Why an opened store could not do what it was asked.

use certcore::{error_names, fingerprint::Fingerprint, key::KeyWriteError};
use thiserror::Error;

use crate::{
    entry::Unfit,
    repository::BackendError,
    seal::{OpenError, SealError, chance::ChanceError},
};

/// Why an opened store could not do what it was asked.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum StoreError {
    /// The backend could not.
    #[error(transparent)]
    Backend(#[from] BackendError),
    /// A key could not be sealed.
    #[error(transparent)]
    Seal(#[from] SealError),
    /// There is no chance to be had.
    #[error(transparent)]
    Chance(#[from] ChanceError),
    /// A sealed key could not be opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// A key could not be encoded.
    #[error("{reason}")]
    KeyEncoding {
        /// Why.
        reason: String,
    },
    /// A key opened, and is no key, or its private half does not fit its public half.
    #[error(
        "the private key {fingerprint} in the store is damaged: {reason}; import it again from its file, with its certificate"
    )]
    KeyDamaged {
        /// The fingerprint of the public half under which it is kept.
        fingerprint: Fingerprint,
        /// What is wrong with it.
        reason: String,
    },
    /// An entry says what could not be read again.
    #[error(transparent)]
    Unfit(#[from] Unfit),
    /// An entry names what is not in the store.
    #[error("the {what} {fingerprint} that an entry names is not in the store")]
    MaterialMissing {
        /// `certificate`, `request` or `key`.
        what: &'static str,
        /// Its fingerprint.
        fingerprint: Fingerprint,
    },
    /// A store without a seal.
    #[error("the store at {place} was not finished when it was made; remove it and make it again")]
    Unfinished {
        /// The place.
        place: String,
    },
}

impl From<KeyWriteError> for StoreError {
    fn from(error: KeyWriteError) -> Self {
        Self::KeyEncoding {
            reason: error.to_string(),
        }
    }
}

error_names!(StoreError {
    Self::KeyEncoding { .. } => "store-key-not-encoded", "A private key could not be encoded for the store.";
    Self::KeyDamaged { .. } => "store-key-damaged", "A private key in the store is damaged: it is not a key, or private and public half do not match.";
    Self::MaterialMissing { .. } => "store-material-missing", "An entry names a certificate, request or key that is not in the store.";
    Self::Unfinished { .. } => "store-unfinished", "The making of the store was cut off.";
    @via Self::Backend(error) => error;
    @via Self::Seal(error) => error;
    @via Self::Chance(error) => error;
    @via Self::Open(error) => error;
    @via Self::Unfit(error) => error;
});
