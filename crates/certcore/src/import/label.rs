//! The labels of PEM blocks (RFC 7468, and what OpenSSL, GnuTLS and others write).

use thiserror::Error;

use super::{foreign::ForeignFormat, object::Parameters, structure::Structure};
use crate::{ber::BerError, diagnostic::error_names};

/// What a label promises.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Promise {
    /// A structure that the content usually shows by itself.
    Structure(Structure),
    /// A certificate with OpenSSL's trust settings behind it.
    TrustedCertificate,
    /// Domain parameters, which only the label tells apart.
    Parameters(Parameters),
    /// Something that is not read here.
    Foreign(ForeignFormat),
}

/// What `label` promises; `None` for a label that nobody knows here.
pub(super) fn promise_of(label: &str) -> Option<Promise> {
    let structure = match label {
        "CERTIFICATE" | "X509 CERTIFICATE" => Structure::Certificate,
        "CERTIFICATE REQUEST" | "NEW CERTIFICATE REQUEST" => Structure::Request,
        "X509 CRL" | "CRL" => Structure::RevocationList,
        "PRIVATE KEY" | "ANY PRIVATE KEY" | "RSA PRIVATE KEY" | "EC PRIVATE KEY" | "DSA PRIVATE KEY" => {
            Structure::Key
        }
        "ENCRYPTED PRIVATE KEY" => Structure::EncryptedKey,
        "PUBLIC KEY" | "EC PUBLIC KEY" | "DSA PUBLIC KEY" => Structure::PublicKey,
        "RSA PUBLIC KEY" => Structure::RsaPublicKey,
        "PKCS7" | "PKCS#7 SIGNED DATA" | "CMS" | "CERTIFICATE CHAIN" => Structure::ContentInfo,
        "PKCS12" => Structure::Pkcs12,
        "TRUSTED CERTIFICATE" => return Some(Promise::TrustedCertificate),
        "EC PARAMETERS" => return Some(Promise::Parameters(Parameters::Ec)),
        "DH PARAMETERS" | "X9.42 DH PARAMETERS" => return Some(Promise::Parameters(Parameters::Dh)),
        "DSA PARAMETERS" => return Some(Promise::Parameters(Parameters::Dsa)),
        "OPENSSH PRIVATE KEY" | "SSH2 ENCRYPTED PRIVATE KEY" | "SSH2 PUBLIC KEY" => {
            return Some(Promise::Foreign(ForeignFormat::SshKey));
        }
        "TSS2 PRIVATE KEY" => return Some(Promise::Foreign(ForeignFormat::TpmKey)),
        other if other.starts_with("PGP ") => return Some(Promise::Foreign(ForeignFormat::Pgp)),
        _ => return None,
    };
    Some(Promise::Structure(structure))
}

/// Whether anything is known about `label`.
pub(super) fn is_known(label: &str) -> bool {
    promise_of(label).is_some()
}

/// Why the content of a sound PEM block gave no object.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum LabelError {
    /// Neither the label nor the content is known.
    #[error(
        "a block -----BEGIN {label}----- is not read here, and its content is not a certificate, request or key"
    )]
    Unknown {
        /// The label.
        label: String,
    },
    /// Domain parameters that are no ASN.1.
    #[error("the {kind} parameters are damaged: {error}; leave them out, since keys carry their own")]
    Parameters {
        /// Which parameters.
        kind: Parameters,
        /// What is wrong with them.
        error: BerError,
    },
}

impl LabelError {
    pub(super) fn unknown(label: &str) -> Self {
        Self::Unknown {
            label: label.to_owned(),
        }
    }
}

error_names!(LabelError {
    Self::Unknown { .. } => "pem-label-unknown", "A PEM block is of a kind that is not read.";
    Self::Parameters { .. } => "parameters-malformed", "Domain parameters are damaged.";
});
