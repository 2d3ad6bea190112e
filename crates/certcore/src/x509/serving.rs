//! Whether a TLS server can serve a certificate.

use thiserror::Error;

use super::certificate::Certificate;
use crate::{diagnostic::error_names, fingerprint::Fingerprint};

impl Certificate {
    /// Whether a TLS server can serve it: OpenSSL loads it, and it is no precertificate.
    ///
    /// # Errors
    ///
    /// [`Unservable`].
    pub fn check_servable(&self) -> Result<(), Unservable> {
        let (subject, sha256) = (self.display_name(), self.sha256());
        if self.is_precertificate() {
            return Err(Unservable::Precertificate { subject, sha256 });
        }
        match self.to_openssl() {
            Ok(loaded) if loaded.public_key().is_ok() => Ok(()),
            Ok(_) => Err(Unservable::Key { subject, sha256 }),
            Err(_) => Err(Unservable::NotLoadable { subject, sha256 }),
        }
    }
}

/// Why no TLS server can serve a certificate.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum Unservable {
    /// It is a precertificate.
    #[error(
        "the certificate of '{subject}' (SHA-256 {sha256}) is a precertificate, which every TLS client refuses (RFC 6962 section 3.1); use the certificate that the CA issued after it"
    )]
    Precertificate {
        /// The subject.
        subject: String,
        /// The fingerprint.
        sha256: Fingerprint,
    },
    /// OpenSSL is stricter than the reader of certificates.
    #[error(
        "OpenSSL cannot read the certificate of '{subject}' (SHA-256 {sha256}): its encoding is not valid DER; no TLS server based on OpenSSL can load it, so get a corrected certificate from the CA"
    )]
    NotLoadable {
        /// The subject.
        subject: String,
        /// The fingerprint.
        sha256: Fingerprint,
    },
    /// OpenSSL reads all but the public key.
    #[error(
        "OpenSSL cannot read the public key in the certificate of '{subject}' (SHA-256 {sha256}), so no TLS server based on OpenSSL can load it; get a certificate for a key of a common kind"
    )]
    Key {
        /// The subject.
        subject: String,
        /// The fingerprint.
        sha256: Fingerprint,
    },
}

impl Unservable {
    /// The fingerprint of the certificate.
    pub const fn sha256(&self) -> Fingerprint {
        match self {
            Self::Precertificate { sha256, .. }
            | Self::NotLoadable { sha256, .. }
            | Self::Key { sha256, .. } => *sha256,
        }
    }
}

error_names!(Unservable {
    Self::Precertificate { .. } => "certificate-is-precertificate", "A precertificate was given where a certificate is served.";
    Self::NotLoadable { .. } | Self::Key { .. } => "certificate-not-loadable", "OpenSSL cannot load a certificate, so no TLS server can serve it.";
});
