//! PEM around DER (RFC 7468), for one object.

use std::{borrow::Cow, mem};

use pem::{EncodeConfig, LineEnding, Pem};
use thiserror::Error;

use crate::{diagnostic::error_names, textual};

/// The label of a PEM block.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum PemLabel {
    /// `CERTIFICATE` (RFC 7468 §5)
    Certificate,
    /// `CERTIFICATE REQUEST` (RFC 7468 §7)
    CertificateRequest,
}

impl PemLabel {
    /// The label as it is written.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Certificate => "CERTIFICATE",
            Self::CertificateRequest => "CERTIFICATE REQUEST",
        }
    }

    /// Whether `label` names the same kind of object; other programs write some under older labels.
    fn accepts(self, label: &str) -> bool {
        match self {
            Self::Certificate => matches!(label, "CERTIFICATE" | "X509 CERTIFICATE"),
            Self::CertificateRequest => matches!(label, "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST"),
        }
    }

    /// `der` as a PEM block with lines of 64 characters and LF.
    pub(crate) fn write(self, der: &[u8]) -> String {
        let config = EncodeConfig::new().set_line_ending(LineEnding::LF);
        pem::encode_config(&Pem::new(self.as_str(), der), config)
    }

    /// The DER of the first block with this label, or `bytes` themselves when they are not PEM.
    pub(crate) fn read(self, bytes: &[u8]) -> Result<Cow<'_, [u8]>, PemError> {
        if memchr::memmem::find(bytes, b"-----BEGIN ").is_none() {
            return Ok(Cow::Borrowed(bytes));
        }
        let body = textual::bodies(bytes, |label| self.accepts(label)).next();
        let body = body.ok_or(PemError::NotFound { label: self.as_str() })?;
        let decoded = body.ok().and_then(textual::decode);
        let mut contents = decoded.ok_or(PemError::Malformed)?.contents;
        Ok(Cow::Owned(mem::take(&mut *contents)))
    }
}

/// Why a PEM text gives no object.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
pub enum PemError {
    /// The text is damaged.
    #[error("the PEM is damaged: a block does not end, or its content is not base64")]
    Malformed,
    /// There is no block of this kind.
    #[error("the PEM holds no block -----BEGIN {label}-----")]
    NotFound {
        /// The label that was looked for.
        label: &'static str,
    },
}

error_names!(PemError {
    Self::Malformed => "pem-malformed", "A PEM text is damaged.";
    Self::NotFound { .. } => "pem-block-not-found", "A PEM text holds no block of the kind that was asked for.";
});
