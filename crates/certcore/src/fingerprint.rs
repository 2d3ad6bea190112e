//! SHA-256 fingerprints.

use std::fmt;

use openssl::sha::Sha256;

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
