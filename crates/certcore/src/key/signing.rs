//! Signing, by a key in memory or by one that lives elsewhere (HSM, KMS).

use std::error::Error as StdError;

use openssl::{
    ecdsa::EcdsaSig,
    error::ErrorStack,
    hash::MessageDigest,
    sha::{sha256, sha384},
    sign::{Signer, Verifier},
};
use thiserror::Error;

use super::{
    consistency::InconsistentKey,
    private::PrivateKey,
    public::{KeyKind, PublicKey},
};
use crate::diagnostic::error_names;

/// A key that can sign, wherever it lives.
///
/// Implement it for a key in an HSM or a KMS, and requests and certificates can be made with that key.
pub trait SigningKey {
    /// The public half.
    fn public_key(&self) -> &PublicKey;

    /// Signs `message` and gives the signature as X.509 carries it.
    ///
    /// The algorithm follows from the key: RSASSA-PKCS1-v1_5 with SHA-256 for RSA; ECDSA with SHA-256 (P-256) or
    /// SHA-384 (P-384), as `Ecdsa-Sig-Value` in DER (RFC 3279 §2.2.3); pure Ed25519; pure ML-DSA with an empty
    /// context (RFC 9881 §3).
    ///
    /// # Errors
    ///
    /// [`SignError`] with whatever the key's holder said.
    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError>;

    /// Whether it is known that the key signs what its public half verifies. If not, as for a key that lives elsewhere,
    /// whatever it signs is verified before it is used.
    fn is_proved(&self) -> bool {
        false
    }
}

impl SigningKey for PrivateKey {
    fn public_key(&self) -> &PublicKey {
        self.public()
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        let signature = match self.public().kind() {
            KeyKind::Rsa => Signer::new(MessageDigest::sha256(), self.openssl())
                .and_then(|mut signer| signer.sign_oneshot_to_vec(message)),
            KeyKind::EcP256 => ecdsa(self, &sha256(message)),
            KeyKind::EcP384 => ecdsa(self, &sha384(message)),
            KeyKind::Ed25519 | KeyKind::MlDsa44 | KeyKind::MlDsa65 | KeyKind::MlDsa87 => {
                Signer::new_without_digest(self.openssl())
                    .and_then(|mut signer| signer.sign_oneshot_to_vec(message))
            }
            other => {
                return Err(SignError::new(UnsupportedKey {
                    kind: other.to_string(),
                }));
            }
        };
        signature.map_err(SignError::new)
    }

    /// A key is checked when it is read. RSA keys are verified all the same: nobody tested their primes, and it costs them
    /// little.
    fn is_proved(&self) -> bool {
        *self.public().kind() != KeyKind::Rsa
    }
}

/// What `key` signs, verified with its public half unless it is proved.
///
/// # Errors
///
/// [`SignError`] of the key's holder; [`SignError::Inconsistent`].
pub(crate) fn sign_verified(key: &(impl SigningKey + ?Sized), message: &[u8]) -> Result<Vec<u8>, SignError> {
    let signature = key.sign(message)?;
    if key.is_proved() || verifies(key.public_key(), message, &signature) {
        return Ok(signature);
    }
    Err(InconsistentKey {
        reason: "its signature is not verified by the public key",
    }
    .into())
}

/// Whether `key` verifies a signature of the kind that [`SigningKey::sign`] makes.
fn verifies(key: &PublicKey, message: &[u8], signature: &[u8]) -> bool {
    let digest = match key.kind() {
        KeyKind::Rsa | KeyKind::EcP256 => Some(MessageDigest::sha256()),
        KeyKind::EcP384 => Some(MessageDigest::sha384()),
        _ => None,
    };
    let Ok(key) = key.to_openssl() else { return false };
    let verifier = match digest {
        Some(digest) => Verifier::new(digest, &key),
        None => Verifier::new_without_digest(&key),
    };
    verifier
        .and_then(|mut verifier| verifier.verify_oneshot(signature, message))
        .unwrap_or(false)
}

/// `Ecdsa-Sig-Value` in DER. A new key signs here without being exported into another form first.
fn ecdsa(key: &PrivateKey, digest: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    EcdsaSig::sign(digest, key.openssl().ec_key()?.as_ref())?.to_der()
}

/// The key did not sign.
#[derive(Debug, Error)]
pub enum SignError {
    /// What holds the key failed.
    #[error("the private key could not sign: {source}")]
    Holder {
        /// What it said.
        source: Box<dyn StdError + Send + Sync>,
    },
    /// What was signed is not verified by the public half.
    #[error(transparent)]
    Inconsistent(#[from] InconsistentKey),
}

impl SignError {
    /// A failure, with what the holder of the key said.
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self::Holder {
            source: source.into(),
        }
    }
}

error_names!(SignError {
    Self::Holder { .. } => "sign-failed", "A private key could not sign.";
    @via Self::Inconsistent(error) => error;
});

/// A kind of key that cannot sign requests or certificates here.
#[derive(Debug, Error)]
#[error(
    "keys of the kind {kind} do not sign requests or certificates here; make an RSA, P-256, P-384, Ed25519 or ML-DSA key"
)]
struct UnsupportedKey {
    kind: String,
}
