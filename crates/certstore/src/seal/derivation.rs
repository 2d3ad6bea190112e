//! A master key from a passphrase: Argon2id (RFC 9106).

use argon2::{Algorithm, Argon2, Block, Params, Version};
use certcore::{error_names, secret::Password};
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::Zeroizing;

use super::master_key::MasterKey;

/// The most memory that a store may ask for, in KiB: four times what is written.
const MOST_MEMORY: u32 = 256 * 1024;
/// The most passes that a store may ask for.
const MOST_PASSES: u32 = 16;
/// The most lanes that a store may ask for.
const MOST_LANES: u32 = 16;

/// How a passphrase becomes a master key: the parameters of Argon2id, version 1.3, and the salt.
///
/// There is no way to build one that takes more than 256 MiB or 16 passes, so that nobody who can write to a store
/// can have its reader run out of memory. The passphrase counts as its UTF-8 octets, unchanged.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(try_from = "Stored", into = "Stored")]
pub struct Derivation(Stored);

impl Derivation {
    /// The second recommendation of RFC 9106 §4: 64 MiB, three passes, four lanes, a salt of 16 random octets.
    pub const fn recommended(salt: [u8; 16]) -> Self {
        Self(Stored {
            algorithm: KeyDerivation::Argon2id,
            memory_kib: 64 * 1024,
            passes: 3,
            lanes: 4,
            salt,
        })
    }

    /// The master key that this passphrase gives. Takes as long as the parameters ask for: a tenth of a second to a
    /// second with those of [`Self::recommended`].
    ///
    /// # Errors
    ///
    /// [`DerivationError::Empty`], [`DerivationError::Memory`].
    pub fn master_key(&self, passphrase: &Password) -> Result<MasterKey, DerivationError> {
        if passphrase.is_empty() {
            return Err(DerivationError::Empty);
        }
        let Stored {
            memory_kib,
            passes,
            lanes,
            salt,
            ..
        } = self.0;
        let failed = || DerivationError::Memory { memory_kib };
        let parameters = Params::new(memory_kib, passes, lanes, Some(32)).map_err(|_| failed())?;
        let blocks = parameters.block_count();
        let mut memory = Zeroizing::new(Vec::new());
        memory.try_reserve_exact(blocks).map_err(|_| failed())?;
        memory.resize(blocks, Block::new());
        let argon2 = Argon2::new(Algorithm::Argon2id, Version::V0x13, parameters);
        // Memory of our own, because the crate does not overwrite the memory that it takes itself.
        MasterKey::filled(|key| {
            let password = passphrase.as_str().as_bytes();
            argon2.hash_password_into_with_memory(password, &salt, key, memory.as_mut_slice())
        })
        .map_err(|_| failed())
    }
}

/// What stands in the store, before its bounds are checked.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
struct Stored {
    algorithm: KeyDerivation,
    memory_kib: u32,
    passes: u32,
    lanes: u32,
    #[serde(with = "crate::hexadecimal")]
    salt: [u8; 16],
}

#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
enum KeyDerivation {
    Argon2id,
}

impl TryFrom<Stored> for Derivation {
    type Error = OutOfBounds;

    fn try_from(stored: Stored) -> Result<Self, OutOfBounds> {
        let bounds = [
            ("lanes", stored.lanes, 1, MOST_LANES),
            ("passes", stored.passes, 1, MOST_PASSES),
            (
                "memory_kib",
                stored.memory_kib,
                stored.lanes.saturating_mul(8),
                MOST_MEMORY,
            ),
        ];
        for (parameter, found, least, most) in bounds {
            if !(least..=most).contains(&found) {
                return Err(OutOfBounds {
                    parameter,
                    found,
                    least,
                    most,
                });
            }
        }
        Ok(Self(stored))
    }
}

impl From<Derivation> for Stored {
    fn from(derivation: Derivation) -> Self {
        derivation.0
    }
}

/// A parameter in a store is not one that certstore writes or would follow. It reaches people inside of the message
/// about the header.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("{parameter} of the passphrase's derivation is {found}, and must be {least} to {most}")]
struct OutOfBounds {
    parameter: &'static str,
    found: u32,
    least: u32,
    most: u32,
}

/// Why a passphrase gives no master key.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum DerivationError {
    /// It has no character.
    #[error("the store's passphrase is empty; give one with at least one character")]
    Empty,
    /// There is not enough memory.
    #[error(
        "there are no {memory_kib} KiB of memory to derive the store's key from the passphrase; stop other programs or \
         raise the limit of this one"
    )]
    Memory {
        /// What the derivation needs, in KiB.
        memory_kib: u32,
    },
}

error_names!(DerivationError {
    Self::Empty => "store-passphrase-empty", "The passphrase of the store is empty.";
    Self::Memory { .. } => "store-passphrase-memory", "There is not enough memory to derive the store's key.";
});

#[cfg(test)]
mod tests {
    use super::*;

    fn password(text: &str) -> Password {
        Password::new(text).unwrap()
    }

    #[test]
    fn the_key_of_a_passphrase_does_not_change() {
        // From Python: Argon2id(salt=b"\x05" * 16, length=32, iterations=3, lanes=4, memory_cost=65536)
        // .derive("pässword".encode()).
        let key = Derivation::recommended([5; 16])
            .master_key(&password("pässword"))
            .unwrap();
        assert_eq!(
            hex::encode(key.octets()),
            "d4f202fd36b4bb7d0c1b947320d8bc33005ab52d5637e2cbefe07b48eb7d6333"
        );
    }

    #[test]
    fn an_empty_passphrase_is_refused() {
        let error = Derivation::recommended([5; 16])
            .master_key(&Password::default())
            .unwrap_err();
        assert_eq!(error, DerivationError::Empty);
    }

    #[test]
    fn the_parameters_stand_beside_the_salt() {
        let json = serde_json::to_value(Derivation::recommended([5; 16])).unwrap();
        let expected = serde_json::json!({
            "algorithm": "argon2id", "memory_kib": 65536, "passes": 3, "lanes": 4, "salt": "05".repeat(16),
        });
        assert_eq!(json, expected);
        let read: Derivation = serde_json::from_value(json).unwrap();
        assert_eq!(read, Derivation::recommended([5; 16]));
    }

    #[test]
    fn a_store_that_asks_for_too_much_is_refused() {
        for (parameter, value) in [
            ("memory_kib", 262_145),
            ("memory_kib", u64::from(u32::MAX)),
            ("memory_kib", 31),
            ("passes", 17),
            ("passes", 0),
            ("lanes", 17),
            ("lanes", 0),
            ("lanes", u64::from(u32::MAX)),
        ] {
            let mut json = serde_json::to_value(Derivation::recommended([5; 16])).unwrap();
            json[parameter] = value.into();
            let error = serde_json::from_value::<Derivation>(json)
                .unwrap_err()
                .to_string();
            assert!(error.starts_with(&format!("{parameter} of")), "{error}");
        }
    }

    #[test]
    fn every_parameter_counts() {
        let key = |field: &str, value: serde_json::Value| {
            let mut json = serde_json::json!({
                "algorithm": "argon2id", "memory_kib": 32, "passes": 1, "lanes": 1, "salt": "05".repeat(16),
            });
            json[field] = value;
            let derivation: Derivation = serde_json::from_value(json).unwrap();
            *derivation.master_key(&password("a")).unwrap().octets()
        };
        let plain = key("lanes", 1.into());
        assert_ne!(key("memory_kib", 40.into()), plain);
        assert_ne!(key("passes", 2.into()), plain);
        assert_ne!(key("lanes", 2.into()), plain);
        assert_ne!(key("salt", "06".repeat(16).into()), plain);
    }
}
