//! The keys and certificates of a PKCS#12 file, with their labels.

use crate::{key::PrivateKey, x509::Certificate};

/// A private key in a PKCS#12 file.
#[derive(Clone, Debug)]
pub struct KeyEntry {
    /// The key.
    pub key: PrivateKey,
    /// The name that people know it by (RFC 2985 §5.5.1).
    pub friendly_name: Option<String>,
    /// What ties it to its certificate (RFC 2985 §5.5.2).
    pub local_key_id: Option<Vec<u8>>,
}

/// A certificate in a PKCS#12 file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct CertificateEntry {
    /// The certificate.
    pub certificate: Certificate,
    /// The name that people know it by (RFC 2985 §5.5.1).
    pub friendly_name: Option<String>,
    /// What ties it to its key (RFC 2985 §5.5.2).
    pub local_key_id: Option<Vec<u8>>,
}
