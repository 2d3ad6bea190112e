//! The data key: seals the private keys, and is itself kept wrapped by the master key.

use std::fmt;

use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

use super::{
    aead::{self, Nonce, OpenError, SealError},
    master_key::MasterKey,
};

const SEALED: &str = "certstore private key 1";
const WRAPPED: &str = "certstore data key 1";
const DATA_KEY: &str = "the data key of the store";

/// The key of 256 bits under which the private keys of one store are sealed.
///
/// Its memory is overwritten when it is dropped, and `Debug` does not show it.
#[derive(Clone)]
pub struct DataKey(Box<Zeroizing<[u8; 32]>>);

impl DataKey {
    /// A key of random octets.
    pub fn generate(random: &[u8; 32]) -> Self {
        let mut key = Self(Box::default());
        key.0.copy_from_slice(random);
        key
    }

    /// Seals a private key. `label` says what it belongs to; only with the same label can it be opened.
    ///
    /// The result is 29 octets longer than `plain`.
    ///
    /// # Errors
    ///
    /// [`SealError`] when OpenSSL fails.
    #[expect(clippy::needless_pass_by_value, reason = "a nonce serves once")]
    pub fn seal(&self, label: &str, plain: &[u8], nonce: Nonce) -> Result<Vec<u8>, SealError> {
        aead::seal(&self.0, SEALED, label, plain, &nonce)
    }

    /// Opens what [`Self::seal`] sealed under this label.
    ///
    /// # Errors
    ///
    /// [`OpenError::UnknownFormat`], or [`OpenError::Damaged`] for anything that this key did not seal for `label`.
    pub fn open(&self, label: &str, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, OpenError> {
        aead::open(&self.0, SEALED, label, sealed)
    }

    /// This key as the store keeps it.
    ///
    /// # Errors
    ///
    /// [`SealError`] when OpenSSL fails.
    #[expect(clippy::needless_pass_by_value, reason = "a nonce serves once")]
    pub fn wrap(&self, master: &MasterKey, nonce: Nonce) -> Result<WrappedKey, SealError> {
        aead::seal(master.octets(), WRAPPED, DATA_KEY, self.0.as_slice(), &nonce).map(WrappedKey)
    }
}

impl fmt::Debug for DataKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("DataKey(…)")
    }
}

/// A data key wrapped by a master key; hexadecimal digits in JSON.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(transparent)]
pub struct WrappedKey(#[serde(with = "crate::hexadecimal")] Vec<u8>);

impl WrappedKey {
    /// The data key, if `master` wrapped it.
    ///
    /// # Errors
    ///
    /// [`OpenError`] with another master key and for changed octets; the two cannot be told apart.
    pub fn unwrap(&self, master: &MasterKey) -> Result<DataKey, OpenError> {
        let plain = aead::open(master.octets(), WRAPPED, DATA_KEY, &self.0)?;
        let octets: &[u8; 32] = plain.as_slice().try_into().map_err(|_| OpenError::Damaged {
            label: DATA_KEY.to_owned(),
        })?;
        Ok(DataKey::generate(octets))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nonce() -> Nonce {
        Nonce::from_random([3; 12])
    }

    #[test]
    fn debug_does_not_show_the_key() {
        assert_eq!(format!("{:?}", DataKey::generate(&[0x41; 32])), "DataKey(…)");
    }

    #[test]
    fn a_private_key_comes_back_from_its_seal() {
        let key = certcore::key::PrivateKey::generate(certcore::key::KeyAlgorithm::EcP256).unwrap();
        let der = key.write_der().unwrap();
        let data = DataKey::generate(&[1; 32]);
        let sealed = data.seal("profile mail version 1", &der, nonce()).unwrap();
        assert!(
            !sealed
                .windows(16)
                .any(|part| der.windows(16).any(|plain| plain == part))
        );
        assert_eq!(*data.open("profile mail version 1", &sealed).unwrap(), *der);
        assert!(data.open("profile mail version 2", &sealed).is_err());
    }

    #[test]
    fn another_master_key_wraps_the_same_data_key() {
        let data = DataKey::generate(&[1; 32]);
        let sealed = data.seal("profile mail", b"key", nonce()).unwrap();
        let (old, new) = (MasterKey::generate(&[2; 32]), MasterKey::generate(&[4; 32]));
        let before = data.wrap(&old, nonce()).unwrap();
        let after = before.unwrap(&old).unwrap().wrap(&new, nonce()).unwrap();
        assert_eq!(
            *after.unwrap(&new).unwrap().open("profile mail", &sealed).unwrap(),
            b"key"
        );
        assert!(after.unwrap(&old).is_err());
    }

    #[test]
    fn a_wrapped_data_key_cannot_pass_as_a_private_key() {
        let key = [5; 32];
        let wrapped = DataKey::generate(&[1; 32])
            .wrap(&MasterKey::generate(&key), nonce())
            .unwrap();
        assert!(DataKey::generate(&key).open(DATA_KEY, &wrapped.0).is_err());
    }
}
