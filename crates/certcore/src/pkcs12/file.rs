//! A PKCS#12 file, read once and then asked.

use super::{
    bag::Skipped,
    entry::{CertificateEntry, KeyEntry},
    protection::Protection,
};

/// The keys and certificates of a PKCS#12 file, in the order of the file.
#[derive(Clone, Debug, Default)]
pub struct Pkcs12 {
    pub(super) keys: Vec<KeyEntry>,
    pub(super) certificates: Vec<CertificateEntry>,
    pub(super) skipped: Vec<Skipped>,
    pub(super) protection: Protection,
}

impl Pkcs12 {
    /// The private keys.
    pub fn keys(&self) -> &[KeyEntry] {
        &self.keys
    }

    /// The certificates, of keys and of authorities.
    pub fn certificates(&self) -> &[CertificateEntry] {
        &self.certificates
    }

    /// What the file holds besides, and why it was left out.
    pub fn skipped(&self) -> &[Skipped] {
        &self.skipped
    }

    /// What protects the file.
    pub fn protection(&self) -> &Protection {
        &self.protection
    }
}
