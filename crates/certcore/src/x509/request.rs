//! A certification request (PKCS#10, RFC 2986), read once and then asked.

use std::fmt;

use openssl::x509::X509Req;
use thiserror::Error;
use x509_parser::{
    asn1_rs::FromDer as _, certification_request::X509CertificationRequest,
    cri_attributes::ParsedCriAttribute,
};

use super::{
    alternative_names::AlternativeNames,
    certificate::reason_of,
    encoding::{PemError, PemLabel},
    extensions::Extensions,
    signature::SignatureAlgorithm,
};
use crate::{
    diagnostic::error_names,
    dn::DistinguishedName,
    fingerprint::Fingerprint,
    host::{HostNameError, HostPattern},
    key::PublicKey,
};

/// A certification request: its encoding and what it asks for.
#[derive(Clone)]
pub struct CertificateRequest {
    der: Vec<u8>,
    sha256: Fingerprint,
    subject: DistinguishedName,
    public_key: PublicKey,
    signature_algorithm: SignatureAlgorithm,
    extensions: Extensions,
}

impl CertificateRequest {
    /// Reads a request in DER, or the first one of a PEM text. Its signature is not looked at; see
    /// [`CertificateRequest::check`].
    ///
    /// # Errors
    ///
    /// [`RequestError`] when there is none or it is damaged.
    pub fn read(bytes: &[u8]) -> Result<Self, RequestError> {
        Self::read_der(&PemLabel::CertificateRequest.read(bytes)?)
    }

    /// Reads a request in DER.
    ///
    /// # Errors
    ///
    /// [`RequestError`] when the bytes are not exactly one request.
    pub fn read_der(der: &[u8]) -> Result<Self, RequestError> {
        let (rest, parsed) =
            X509CertificationRequest::from_der(der).map_err(|error| RequestError::Malformed {
                reason: reason_of(&error),
            })?;
        if !rest.is_empty() {
            return Err(RequestError::TrailingBytes { count: rest.len() });
        }
        let info = &parsed.certification_request_info;
        let requested = info
            .attributes()
            .iter()
            .find_map(|attribute| match attribute.parsed_attribute() {
                ParsedCriAttribute::ExtensionRequest(request) => {
                    Some(Extensions::from_parsed(&request.extensions))
                }
                _ => None,
            });
        Ok(Self {
            sha256: Fingerprint::of(der),
            subject: DistinguishedName::from_parsed(&info.subject),
            public_key: PublicKey::from_parsed(&info.subject_pki),
            signature_algorithm: SignatureAlgorithm::from_parsed(&parsed.signature_algorithm),
            extensions: requested.unwrap_or_default(),
            der: der.to_vec(),
        })
    }

    /// Whether the request can be used: its key signed it (RFC 2986 §3), and its names are names that a certificate can
    /// carry. The common name is looked at only when there is no alternative name.
    ///
    /// # Errors
    ///
    /// [`RequestError::Signature`], [`RequestError::Name`], [`RequestError::NoName`].
    pub fn check(&self) -> Result<(), RequestError> {
        if !self.is_signed_by_its_key() {
            return Err(RequestError::Signature);
        }
        let names = self.alternative_names();
        for name in names.iter().flat_map(|names| &names.dns) {
            HostPattern::parse(name)?;
        }
        if names.is_none_or(AlternativeNames::is_empty) && self.subject.common_name().is_none() {
            return Err(RequestError::NoName);
        }
        Ok(())
    }

    /// Whether the key in the request signed it.
    pub fn is_signed_by_its_key(&self) -> bool {
        let (Ok(request), Ok(key)) = (X509Req::from_der(&self.der), self.public_key.to_openssl()) else {
            return false;
        };
        request.verify(&key).unwrap_or(false)
    }

    /// The request in PEM.
    pub fn write_pem(&self) -> String {
        PemLabel::CertificateRequest.write(&self.der)
    }

    /// The request in DER, as it was read.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// SHA-256 of the DER.
    pub fn sha256(&self) -> Fingerprint {
        self.sha256
    }

    /// The name of the subject.
    pub fn subject(&self) -> &DistinguishedName {
        &self.subject
    }

    /// The subject's public key.
    pub fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    /// The algorithm of the signature.
    pub fn signature_algorithm(&self) -> &SignatureAlgorithm {
        &self.signature_algorithm
    }

    /// The extensions that are asked for (PKCS#9 extensionRequest, RFC 2985 §5.4.2).
    pub fn extensions(&self) -> &Extensions {
        &self.extensions
    }

    /// The subject alternative names that are asked for.
    pub fn alternative_names(&self) -> Option<&AlternativeNames> {
        self.extensions.alternative_names.as_ref()
    }
}

/// Two requests are equal when every octet is.
impl PartialEq for CertificateRequest {
    fn eq(&self, other: &Self) -> bool {
        self.sha256 == other.sha256
    }
}

impl Eq for CertificateRequest {}

impl fmt::Debug for CertificateRequest {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "CertificateRequest({} {})", self.subject, self.sha256)
    }
}

/// Why bytes are not a request, or the request is not one to use.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum RequestError {
    /// The PEM around it is damaged or holds something else.
    #[error(transparent)]
    Pem(#[from] PemError),
    /// The DER is damaged.
    #[error("this is not a certification request in DER, or it is damaged: {reason} (RFC 2986 section 4)")]
    Malformed {
        /// Which part.
        reason: &'static str,
    },
    /// Something follows the request.
    #[error("{count} octets follow the request; remove them")]
    TrailingBytes {
        /// How many.
        count: usize,
    },
    /// The signature is not by the key in the request.
    #[error(
        "the request's signature was not made by the key in the request, or the request was changed; make it again"
    )]
    Signature,
    /// A DNS name that no certificate can carry.
    #[error(transparent)]
    Name(#[from] HostNameError),
    /// Neither an alternative name nor a common name.
    #[error("the request names nobody: it has neither a subject alternative name nor a common name")]
    NoName,
}

error_names!(RequestError {
    Self::Malformed { .. } => "request-malformed", "The bytes are not a certification request.";
    Self::TrailingBytes { .. } => "request-trailing-bytes", "Something follows a request in DER.";
    Self::Signature => "request-signature-invalid", "A request was not signed by the key in it.";
    Self::NoName => "request-without-name", "A request names nobody.";
    @via Self::Pem(error) => error;
    @via Self::Name(error) => error;
});
