//! What protects a PKCS#12 file, for people to read.

use crate::pbe::Encryption;

/// The least number of iterations that RFC 8018 §4.2 recommends.
const FEWEST_ITERATIONS: u64 = 1000;

/// What protects a PKCS#12 file.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Protection {
    /// The MAC that tells whether the file was changed; `None` for a file without.
    pub mac: Option<MacProtection>,
    /// How its parts are encrypted, each way once.
    pub encryption: Vec<PartEncryption>,
}

impl Protection {
    /// Whether anything about it should not be chosen today, or something is not protected at all.
    pub fn is_weak(&self) -> bool {
        self.mac.as_ref().is_none_or(MacProtection::is_weak)
            || self
                .encryption
                .iter()
                .any(|part| part.encryption.as_ref().is_none_or(Encryption::is_weak))
    }

    pub(super) fn add(&mut self, part: Part, encryption: Option<Encryption>) {
        let entry = PartEncryption { part, encryption };
        if !self.encryption.contains(&entry) {
            self.encryption.push(entry);
        }
    }
}

/// How a file is protected against changes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MacProtection {
    /// `HMAC-SHA-256`, or `PBMAC1-HMAC-SHA-256-PBKDF2-HMAC-SHA-256` (RFC 9579).
    pub algorithm: String,
    /// How often the password is hashed.
    pub iterations: u64,
    pub(super) weak_digest: bool,
}

impl MacProtection {
    /// Whether it should not be chosen today: SHA-1 or MD5, or fewer than 1000 iterations.
    pub fn is_weak(&self) -> bool {
        self.weak_digest || self.iterations < FEWEST_ITERATIONS
    }
}

/// How one part is encrypted.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PartEncryption {
    /// Which part.
    pub part: Part,
    /// How; `None` when it is not.
    pub encryption: Option<Encryption>,
}

/// A part of a PKCS#12 file.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Part {
    /// A private key.
    Key,
    /// A collection of objects, most often the certificates.
    Contents,
}
