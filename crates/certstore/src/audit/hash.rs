//! The hash of a record and of all records before it.

use std::fmt;

use serde::{Deserialize, Serialize};

/// A SHA-256 in the chain of the audit log; 64 lower-case hexadecimal digits in text and JSON.
#[derive(Clone, Copy, Deserialize, Eq, Hash, PartialEq, Serialize)]
#[serde(transparent)]
pub struct ChainHash(#[serde(with = "crate::hexadecimal")] [u8; 32]);

impl ChainHash {
    /// What stands before the first record: 32 zero octets.
    pub const START: Self = Self([0; 32]);

    /// A hash that was computed or stored.
    pub const fn from_octets(octets: [u8; 32]) -> Self {
        Self(octets)
    }

    /// A hash from the store; `None` unless there are 32 octets.
    pub fn from_slice(octets: &[u8]) -> Option<Self> {
        octets.try_into().ok().map(Self)
    }

    /// Its 32 octets.
    pub const fn octets(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for ChainHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for ChainHash {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "ChainHash({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::ChainHash;

    #[test]
    fn text_and_json_are_the_same_digits() {
        let hash = ChainHash::from_octets([0xab; 32]);
        assert_eq!(hash.to_string(), "ab".repeat(32));
        assert_eq!(serde_json::to_value(hash).unwrap(), hash.to_string());
        assert_eq!(ChainHash::from_slice(&[0xab; 32]), Some(hash));
        assert_eq!(ChainHash::from_slice(&[0xab; 31]), None);
    }
}
