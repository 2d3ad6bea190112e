//! SHA-256 fingerprints.

use std::{fmt, str::FromStr};

use openssl::sha::Sha256;
use thiserror::Error;

use crate::diagnostic::error_names;

/// A SHA-256 digest; it prints as 64 lower-case hexadecimal digits without separators.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Fingerprint([u8; 32]);

impl Fingerprint {
    /// The digest of `bytes`.
    pub fn of(bytes: &[u8]) -> Self {
        // The one-shot function of OpenSSL 3 looks its algorithm up each time, which costs more than a certificate's digest.
        let mut digest = Sha256::new();
        digest.update(bytes);
        Self(digest.finish())
    }

    /// The digest.
    pub const fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&hex::encode(self.0))
    }
}

impl fmt::Debug for Fingerprint {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{self}")
    }
}

impl FromStr for Fingerprint {
    type Err = FingerprintError;

    /// Reads 64 hexadecimal digits, with or without colons between the octets.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let malformed = || FingerprintError {
            text: text.chars().take(100).collect(),
        };
        let mut octets = [0; 32];
        hex::decode_to_slice(text.replace(':', ""), &mut octets).map_err(|_| malformed())?;
        Ok(Self(octets))
    }
}

/// A text is no SHA-256 fingerprint.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("'{}' is no SHA-256 fingerprint: 64 hexadecimal digits, with or without colons", .text.escape_debug())]
pub struct FingerprintError {
    /// The text as it was given, at most a hundred characters of it.
    pub text: String,
}

error_names!(FingerprintError {
    _ => "fingerprint-malformed", "A text is no SHA-256 fingerprint.";
});

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_fingerprint_is_read_back_with_and_without_colons() {
        let fingerprint = Fingerprint::of(b"octets");
        let plain = fingerprint.to_string();
        assert_eq!(plain.parse(), Ok(fingerprint));
        let pairs: Vec<String> = plain
            .as_bytes()
            .chunks(2)
            .map(|pair| String::from_utf8_lossy(pair).to_uppercase())
            .collect();
        assert_eq!(pairs.join(":").parse(), Ok(fingerprint));
    }

    #[test]
    fn anything_else_is_no_fingerprint() {
        for text in ["", "00", "zz", &"0".repeat(63), &"0".repeat(66)] {
            assert!(text.parse::<Fingerprint>().is_err(), "{text}");
        }
    }
}
