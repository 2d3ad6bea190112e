//! Why a PKCS#7 or CMS container gives less than it holds.

use thiserror::Error;

use crate::{ber::BerError, diagnostic::error_names};

/// Why a PKCS#7 container gave no certificate, or not everything.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum SignedDataError {
    /// The container is damaged.
    #[error("this PKCS#7 or CMS container is damaged {0} (RFC 5652 section 5.1); get it again")]
    Malformed(#[from] BerError),
    /// The container is encrypted for somebody.
    #[error(
        "this PKCS#7 or CMS container is encrypted; decrypt it with openssl cms -decrypt and the private key of its recipient"
    )]
    Encrypted,
    /// The container holds something else than signed data.
    #[error("this PKCS#7 or CMS container has content of the type {oid}, which carries no certificates")]
    OtherContent {
        /// The dotted object identifier of the content type.
        oid: String,
    },
    /// The container holds neither certificates nor revocation lists.
    #[error("this PKCS#7 or CMS container holds no certificate; its maker left them out, so ask for them")]
    NoCertificates,
    /// Some elements are of other kinds.
    #[error(
        "{count} elements of this PKCS#7 or CMS container are neither certificates nor revocation lists; they were left out"
    )]
    OtherElements {
        /// How many.
        count: usize,
    },
}

error_names!(SignedDataError {
    Self::Malformed(_) => "pkcs7-malformed", "A PKCS#7 container is damaged.";
    Self::Encrypted => "pkcs7-encrypted", "A PKCS#7 container is encrypted.";
    Self::OtherContent { .. } => "pkcs7-other-content", "A PKCS#7 container holds no signed data.";
    Self::NoCertificates => "pkcs7-without-certificates", "A PKCS#7 container holds no certificate.";
    Self::OtherElements { .. } => "pkcs7-other-elements", "A PKCS#7 container holds elements that are no certificates.";
});
