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
    pub(super) unread: usize,
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

    /// How many octets, other than padding, stand behind the file or around its PEM block and were not read.
    ///
    /// Text around the PEM block does not count, but further PEM blocks do.
    pub fn unread(&self) -> usize {
        self.unread
    }

    /// What protects the file.
    pub fn protection(&self) -> &Protection {
        &self.protection
    }
}
