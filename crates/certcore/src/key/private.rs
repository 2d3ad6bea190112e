//! A private key in memory, and how a new one is made.

use std::{fmt, sync::LazyLock};

use openssl::{
    bn::BigNumContext,
    ec::{EcGroup, EcKey, PointConversionForm},
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
            KeyAlgorithm::EcP256 => return ec(algorithm, &P256),
            KeyAlgorithm::EcP384 => return ec(algorithm, &P384),
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

    /// The key for OpenSSL, whose TLS signs with it.
    pub fn openssl(&self) -> &PKeyRef<Private> {
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

/// A named curve: its group, which takes as long to set up as half a key, and what stands before the point in a
/// `SubjectPublicKeyInfo` (RFC 5480 §2).
struct Curve {
    group: Result<EcGroup, ErrorStack>,
    header: &'static [u8],
}

static P256: LazyLock<Curve> = LazyLock::new(|| Curve {
    group: EcGroup::from_curve_name(Nid::X9_62_PRIME256V1),
    header: b"\x30\x59\x30\x13\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\
              \x06\x08\x2a\x86\x48\xce\x3d\x03\x01\x07\x03\x42\x00",
});

static P384: LazyLock<Curve> = LazyLock::new(|| Curve {
    group: EcGroup::from_curve_name(Nid::SECP384R1),
    header: b"\x30\x76\x30\x10\x06\x07\x2a\x86\x48\xce\x3d\x02\x01\
              \x06\x05\x2b\x81\x04\x00\x22\x03\x62\x00",
});

/// A key on a named curve. OpenSSL 3 takes longer to encode the public half than to make the key, so the encoding is put
/// together here.
fn ec(algorithm: KeyAlgorithm, curve: &Curve) -> Result<PrivateKey, KeyGenerationError> {
    let make = || {
        let group = curve.group.as_ref().map_err(Clone::clone)?;
        let key = EcKey::generate(group)?;
        let mut context = BigNumContext::new()?;
        let point = key
            .public_key()
            .to_bytes(group, PointConversionForm::UNCOMPRESSED, &mut context)?;
        Ok((PKey::from_ec_key(key)?, [curve.header, &point].concat()))
    };
    let (key, spki) = make().map_err(|source| KeyGenerationError::Failed { algorithm, source })?;
    Ok(PrivateKey {
        public: PublicKey::read(&spki)?,
        key,
    })
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

    /// The algorithms that the OpenSSL in use has.
    fn available() -> impl Iterator<Item = KeyAlgorithm> {
        let newer = [
            KeyAlgorithm::MlDsa44,
            KeyAlgorithm::MlDsa65,
            KeyAlgorithm::MlDsa87,
        ];
        KeyAlgorithm::ALL
            .into_iter()
            .filter(move |algorithm| cfg!(openssl_3_5) || !newer.contains(algorithm))
    }

    #[test]
    #[cfg(not(openssl_3_5))]
    fn ml_dsa_is_refused_by_name_where_openssl_is_older() {
        let error = PrivateKey::generate(KeyAlgorithm::MlDsa65).unwrap_err();
        assert!(
            matches!(error, KeyGenerationError::NotAvailable { .. }),
            "{error}"
        );
    }

    #[test]
    fn every_algorithm_gives_a_key_of_its_kind() {
        for algorithm in available() {
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
    fn the_public_half_is_encoded_as_openssl_encodes_it() {
        for algorithm in available() {
            let key = PrivateKey::generate(algorithm).unwrap();
            assert_eq!(
                key.public().der(),
                key.openssl().public_key_to_der().unwrap(),
                "{algorithm}"
            );
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
