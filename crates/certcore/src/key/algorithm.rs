//! The kinds of key that can be generated.

use std::{fmt, str::FromStr};

use thiserror::Error;

use crate::diagnostic::error_names;

/// A kind of key, with its size.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum KeyAlgorithm {
    /// RSA with a modulus of 2048 bits (RFC 8017).
    Rsa2048,
    /// RSA with a modulus of 3072 bits (RFC 8017).
    Rsa3072,
    /// RSA with a modulus of 4096 bits (RFC 8017).
    Rsa4096,
    /// ECDSA on the curve P-256 (RFC 5480).
    EcP256,
    /// ECDSA on the curve P-384 (RFC 5480).
    EcP384,
    /// Ed25519 (RFC 8410).
    Ed25519,
    /// ML-DSA-44 (FIPS 204, RFC 9881); needs OpenSSL 3.5.
    MlDsa44,
    /// ML-DSA-65 (FIPS 204, RFC 9881); needs OpenSSL 3.5.
    MlDsa65,
    /// ML-DSA-87 (FIPS 204, RFC 9881); needs OpenSSL 3.5.
    MlDsa87,
}

impl KeyAlgorithm {
    /// Every kind, in the order in which they are shown to people.
    pub const ALL: [Self; 9] = [
        Self::Rsa2048,
        Self::Rsa3072,
        Self::Rsa4096,
        Self::EcP256,
        Self::EcP384,
        Self::Ed25519,
        Self::MlDsa44,
        Self::MlDsa65,
        Self::MlDsa87,
    ];

    /// The name that [`FromStr`] reads.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Rsa2048 => "rsa-2048",
            Self::Rsa3072 => "rsa-3072",
            Self::Rsa4096 => "rsa-4096",
            Self::EcP256 => "ec-p256",
            Self::EcP384 => "ec-p384",
            Self::Ed25519 => "ed25519",
            Self::MlDsa44 => "ml-dsa-44",
            Self::MlDsa65 => "ml-dsa-65",
            Self::MlDsa87 => "ml-dsa-87",
        }
    }
}

impl fmt::Display for KeyAlgorithm {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for KeyAlgorithm {
    type Err = UnknownAlgorithm;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|algorithm| algorithm.as_str().eq_ignore_ascii_case(text))
            .ok_or_else(|| UnknownAlgorithm {
                name: text.to_owned(),
            })
    }
}

/// A name that is no kind of key.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("'{}' is not a key algorithm; choose one of {}", .name.escape_debug(), KeyAlgorithm::ALL.map(KeyAlgorithm::as_str).join(", "))]
pub struct UnknownAlgorithm {
    /// The name as it was given.
    pub name: String,
}

error_names!(UnknownAlgorithm {
    _ => "key-algorithm-unknown", "A key algorithm was asked for that does not exist here.";
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_name_reads_back() {
        for algorithm in KeyAlgorithm::ALL {
            assert_eq!(algorithm.as_str().parse(), Ok(algorithm));
        }
    }

    #[test]
    fn unknown_name_lists_the_known_ones() {
        let message = "rsa-1024".parse::<KeyAlgorithm>().unwrap_err().to_string();
        assert!(
            message.contains("rsa-2048") && message.contains("ml-dsa-87"),
            "{message}"
        );
    }
}
