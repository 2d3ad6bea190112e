//! Signing, by a key in memory or by one that lives elsewhere (HSM, KMS).

use std::error::Error as StdError;

use openssl::{
    ecdsa::EcdsaSig,
    error::ErrorStack,
    hash::MessageDigest,
    sha::{sha256, sha384},
    sign::Signer,
};
use thiserror::Error;

use super::{
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
}

/// `Ecdsa-Sig-Value` in DER. A new key signs here without being exported into another form first.
fn ecdsa(key: &PrivateKey, digest: &[u8]) -> Result<Vec<u8>, ErrorStack> {
    EcdsaSig::sign(digest, key.openssl().ec_key()?.as_ref())?.to_der()
}

/// The key did not sign.
#[derive(Debug, Error)]
#[error("the private key could not sign: {source}")]
pub struct SignError {
    source: Box<dyn StdError + Send + Sync>,
}

impl SignError {
    /// A failure, with what the holder of the key said.
    pub fn new(source: impl Into<Box<dyn StdError + Send + Sync>>) -> Self {
        Self {
            source: source.into(),
        }
    }
}

error_names!(SignError {
    _ => "sign-failed", "A private key could not sign.";
});

/// A kind of key that cannot sign requests or certificates here.
#[derive(Debug, Error)]
#[error(
    "keys of the kind {kind} do not sign requests or certificates here; make an RSA, P-256, P-384, Ed25519 or ML-DSA key"
)]
struct UnsupportedKey {
    kind: String,
}
