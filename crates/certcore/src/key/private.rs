//! A private key in memory, and how a new one is made.

use std::fmt;

use openssl::{
    ec::{EcGroup, EcKey},
    error::ErrorStack,
    nid::Nid,
    pkey::{PKey, PKeyRef, Private},
    rsa::Rsa,
};
use thiserror::Error;

use super::{
    algorithm::KeyAlgorithm,
    public::{PublicKey, PublicKeyError},
};
use crate::diagnostic::error_names;

/// A private key with its public key.
///
/// `Debug` shows only the public key. OpenSSL overwrites the memory when the last copy is dropped.
#[derive(Clone)]
pub struct PrivateKey {
    key: PKey<Private>,
    public: PublicKey,
}

impl PrivateKey {
    /// Makes a new key with OpenSSL's random generator.
    ///
    /// # Errors
    ///
    /// [`KeyGenerationError::NotAvailable`] when this OpenSSL does not know the algorithm (ML-DSA before 3.5),
    /// [`KeyGenerationError::Failed`] when it gives up.
    pub fn generate(algorithm: KeyAlgorithm) -> Result<Self, KeyGenerationError> {
        let key = match algorithm {
            KeyAlgorithm::Rsa2048 => rsa(2048),
            KeyAlgorithm::Rsa3072 => rsa(3072),
            KeyAlgorithm::Rsa4096 => rsa(4096),
            KeyAlgorithm::EcP256 => ec(Nid::X9_62_PRIME256V1),
            KeyAlgorithm::EcP384 => ec(Nid::SECP384R1),
            KeyAlgorithm::Ed25519 => PKey::generate_ed25519(),
            KeyAlgorithm::MlDsa44 | KeyAlgorithm::MlDsa65 | KeyAlgorithm::MlDsa87 => {
                return ml_dsa(algorithm);
            }
        };
        let key = key.map_err(|source| KeyGenerationError::Failed { algorithm, source })?;
        Ok(Self::from_openssl(key)?)
    }

    /// A key that OpenSSL holds.
    pub(crate) fn from_openssl(key: PKey<Private>) -> Result<Self, PublicKeyError> {
        let spki = key.public_key_to_der().map_err(|_| PublicKeyError::Malformed)?;
        Ok(Self {
            public: PublicKey::read(&spki)?,
            key,
        })
    }

    /// The public half.
    pub fn public(&self) -> &PublicKey {
        &self.public
    }

    /// The key for OpenSSL.
    pub(crate) fn openssl(&self) -> &PKeyRef<Private> {
        &self.key
    }
}

impl fmt::Debug for PrivateKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("PrivateKey")
            .field("public", &self.public)
            .finish_non_exhaustive()
    }
}

/// Why no key was made.
#[derive(Debug, Error)]
pub enum KeyGenerationError {
    /// The algorithm is not part of the OpenSSL that this program runs with.
    #[error(
        "this OpenSSL cannot make {algorithm} keys; it needs version 3.5 or newer (the feature `vendored` brings one)"
    )]
    NotAvailable {
        /// What was asked for.
        algorithm: KeyAlgorithm,
    },
    /// OpenSSL gave up.
    #[error("OpenSSL could not make a {algorithm} key: {source}")]
    Failed {
        /// What was asked for.
        algorithm: KeyAlgorithm,
        /// What it said.
        source: ErrorStack,
    },
    /// The new key has no public half that can be read.
    #[error(transparent)]
    PublicKey(#[from] PublicKeyError),
}

error_names!(KeyGenerationError {
    Self::NotAvailable { .. } => "key-algorithm-not-available", "The OpenSSL in use cannot make keys of this kind.";
    Self::Failed { .. } => "key-generation-failed", "OpenSSL could not make a key.";
    @via Self::PublicKey(error) => error;
});

fn rsa(bits: u32) -> Result<PKey<Private>, ErrorStack> {
    PKey::from_rsa(Rsa::generate(bits)?)
}

/// A key on a named curve. OpenSSL 3 encodes the public half of such a key in a third of the time that it takes for one
/// of `EVP_EC_gen`.
fn ec(curve: Nid) -> Result<PKey<Private>, ErrorStack> {
    let group = EcGroup::from_curve_name(curve)?;
    PKey::from_ec_key(EcKey::generate(&group)?)
}

#[cfg(openssl_3_5)]
fn ml_dsa(algorithm: KeyAlgorithm) -> Result<PrivateKey, KeyGenerationError> {
    use openssl::pkey::KeyType;
    use zeroize::Zeroizing;

    let kind = match algorithm {
        KeyAlgorithm::MlDsa44 => KeyType::ML_DSA_44,
        KeyAlgorithm::MlDsa65 => KeyType::ML_DSA_65,
        KeyAlgorithm::MlDsa87 => KeyType::ML_DSA_87,
        _ => return Err(KeyGenerationError::NotAvailable { algorithm }),
    };
    // FIPS 204 algorithm 1: a key is made from 32 random octets.
    let mut seed = Zeroizing::new([0; 32]);
    let key = openssl::rand::rand_priv_bytes(seed.as_mut())
        .and_then(|()| PKey::private_key_from_seed(None, kind, None, seed.as_ref()))
        .map_err(|source| KeyGenerationError::Failed { algorithm, source })?;
    Ok(PrivateKey::from_openssl(key)?)
}

#[cfg(not(openssl_3_5))]
fn ml_dsa(algorithm: KeyAlgorithm) -> Result<PrivateKey, KeyGenerationError> {
    Err(KeyGenerationError::NotAvailable { algorithm })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::KeyKind;

    #[test]
    fn every_algorithm_gives_a_key_of_its_kind() {
        for algorithm in KeyAlgorithm::ALL {
            let key = PrivateKey::generate(algorithm).unwrap();
            let expected = match algorithm {
                KeyAlgorithm::Rsa2048 => (KeyKind::Rsa, 2048),
                KeyAlgorithm::Rsa3072 => (KeyKind::Rsa, 3072),
                KeyAlgorithm::Rsa4096 => (KeyKind::Rsa, 4096),
                KeyAlgorithm::EcP256 => (KeyKind::EcP256, 256),
                KeyAlgorithm::EcP384 => (KeyKind::EcP384, 384),
                KeyAlgorithm::Ed25519 => (KeyKind::Ed25519, 256),
                // FIPS 204 table 2: public keys of 1312, 1952 and 2592 octets.
                KeyAlgorithm::MlDsa44 => (KeyKind::MlDsa44, 1312 * 8),
                KeyAlgorithm::MlDsa65 => (KeyKind::MlDsa65, 1952 * 8),
                KeyAlgorithm::MlDsa87 => (KeyKind::MlDsa87, 2592 * 8),
            };
            assert_eq!((key.public().kind().clone(), key.public().bits()), expected);
        }
    }

    #[test]
    fn debug_shows_the_public_key_only() {
        let key = PrivateKey::generate(KeyAlgorithm::Ed25519).unwrap();
        let secret = key.openssl().raw_private_key().unwrap();
        let hex = hex::encode(&secret);
        let shown = format!("{key:?}");
        assert!(
            !shown.contains(&hex) && !shown.contains(&format!("{secret:?}")),
            "{shown}"
        );
        assert!(shown.contains(&key.public().sha256().to_string()));
    }
}
