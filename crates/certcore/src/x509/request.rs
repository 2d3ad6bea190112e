//! A certification request (PKCS#10, RFC 2986), read once and then asked.

use std::fmt;

use openssl::x509::X509Req;
use thiserror::Error;
use x509_parser::{
    asn1_rs::{FromDer as _, Oid, oid},
    certification_request::X509CertificationRequest,
    cri_attributes::ExtensionRequest,
    extensions::X509Extension,
};

use super::{
    alternative_names::AlternativeNames,
    certificate::reason_of,
    encoding::{PemError, PemLabel},
    extensions::Extensions,
    signature::SignatureAlgorithm,
};
use crate::{
    ber::{BerError, NotDer, Reader, check_signed},
    diagnostic::error_names,
    dn::DistinguishedName,
    fingerprint::Fingerprint,
    host::{HostNameError, HostPattern},
    key::PublicKey,
};

/// extensionRequest (PKCS#9, RFC 2985 §5.4.2).
const EXTENSION_REQUEST: Oid<'static> = oid!(1.2.840.113549.1.9.14);
/// `szOID_CERT_EXTENSIONS`, the same list in requests of Microsoft's older programs ([MS-WCCE] §2.2.2.7.7.4).
const MICROSOFT_EXTENSIONS: Oid<'static> = oid!(1.3.6.1.4.1.311.2.1.14);

/// A certification request: its encoding and what it asks for.
#[derive(Clone)]
pub struct CertificateRequest {
    der: Vec<u8>,
    sha256: Fingerprint,
    version: u32,
    subject: DistinguishedName,
    public_key: PublicKey,
    signature_algorithm: SignatureAlgorithm,
    extensions: Extensions,
    other_extension_lists: Vec<String>,
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
        check_signed(der)?;
        let (rest, parsed) =
            X509CertificationRequest::from_der(der).map_err(|error| RequestError::Malformed {
                reason: reason_of(&error),
            })?;
        if !rest.is_empty() {
            return Err(RequestError::TrailingBytes { count: rest.len() });
        }
        let info = &parsed.certification_request_info;
        let lists = extension_lists(info.raw).map_err(|_| RequestError::Malformed {
            reason: "the attributes",
        })?;
        let (read, others) = match lists.split_first() {
            Some((first, others)) => (Extensions::from_parsed(&first.extensions), others),
            None => (Extensions::default(), lists.as_slice()),
        };
        let differs = |list: &&ExtensionList<'_>| lists.first().is_some_and(|first| first.der != list.der);
        Ok(Self {
            sha256: Fingerprint::of(der),
            version: info.version.0,
            subject: DistinguishedName::from_parsed(&info.subject),
            public_key: PublicKey::from_parsed(&info.subject_pki),
            signature_algorithm: SignatureAlgorithm::from_parsed(&parsed.signature_algorithm),
            extensions: read,
            other_extension_lists: others
                .iter()
                .filter(differs)
                .map(|list| list.attribute.to_id_string())
                .collect(),
            der: der.to_vec(),
        })
    }

    /// Whether the request can be used: it has the only version that there is, its key signed it (RFC 2986 §3), it says in
    /// one way what it asks for, and its names are names that a certificate can carry. The common name is looked at only
    /// when there is no alternative name.
    ///
    /// # Errors
    ///
    /// [`RequestError::Version`], [`RequestError::Signature`], [`RequestError::ExtensionLists`], [`RequestError::Name`],
    /// [`RequestError::NoName`].
    pub fn check(&self) -> Result<(), RequestError> {
        if self.version != 0 {
            return Err(RequestError::Version {
                version: self.version,
            });
        }
        if !self.is_signed_by_its_key() {
            return Err(RequestError::Signature);
        }
        if !self.other_extension_lists.is_empty() {
            return Err(RequestError::ExtensionLists {
                others: self.other_extension_lists.clone(),
            });
        }
        let names = self.alternative_names();
        for name in names.iter().flat_map(|names| &names.dns) {
            HostPattern::presented(name)?;
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

    /// The version; 0 is the only one that RFC 2986 §4.1 knows.
    pub fn version(&self) -> u32 {
        self.version
    }

    /// The name of the subject.
    pub fn subject(&self) -> &DistinguishedName {
        &self.subject
    }

    /// What people are shown as its name: the subject as RFC 4514 writes it, or the first alternative name where the subject is
    /// empty; empty where it has neither.
    pub fn display_name(&self) -> String {
        if !self.subject.is_empty() {
            return self.subject.to_string();
        }
        let first = self.alternative_names().and_then(AlternativeNames::first);
        first.unwrap_or_default()
    }

    /// The subject's public key.
    pub fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    /// The algorithm of the signature.
    pub fn signature_algorithm(&self) -> &SignatureAlgorithm {
        &self.signature_algorithm
    }

    /// The extensions that are asked for: those of the first extensionRequest (PKCS#9, RFC 2985 §5.4.2), or of Microsoft's
    /// attribute where there is none ([MS-WCCE] §2.2.2.7.7.4).
    pub fn extensions(&self) -> &Extensions {
        &self.extensions
    }

    /// The attributes with another list of extensions than the one that was read, by their dotted object identifiers: a second
    /// extensionRequest, a second value in it, or Microsoft's attribute beside it. A CA may read that one.
    pub fn other_extension_lists(&self) -> &[String] {
        &self.other_extension_lists
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
    /// It is BER, but not DER.
    #[error("the request is not in DER: {0}; make it again")]
    NotDer(#[from] NotDer),
    /// Something follows the request.
    #[error("{count} octets follow the request; remove them")]
    TrailingBytes {
        /// How many.
        count: usize,
    },
    /// The version is one that does not exist.
    #[error(
        "the request has version {version}, and PKCS#10 has only 0 (RFC 2986 section 4.1), so CAs and OpenSSL refuse it; make it again with another program"
    )]
    Version {
        /// The version.
        version: u32,
    },
    /// There are several lists of extensions, which differ.
    #[error("the request has {} different lists of extensions, also under {}, and CAs do not agree which one counts (RFC 2985 section 5.4.2); make it again with one", .others.len() + 1, .others.join(", "))]
    ExtensionLists {
        /// The attributes of the others, by their dotted object identifiers.
        others: Vec<String>,
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
    Self::NotDer(_) => "request-not-der", "A request is not in DER outside the part that is signed.";
    Self::TrailingBytes { .. } => "request-trailing-bytes", "Something follows a request in DER.";
    Self::Version { .. } => "request-version-invalid", "A request has a version that PKCS#10 does not have.";
    Self::ExtensionLists { .. } => "request-extensions-ambiguous", "A request has several lists of extensions that differ.";
    Self::Signature => "request-signature-invalid", "A request was not signed by the key in it.";
    Self::NoName => "request-without-name", "A request names nobody.";
    @via Self::Pem(error) => error;
    @via Self::Name(error) => error;
});

/// An attribute that lists extensions, or one of its values.
pub(crate) struct ExtensionList<'a> {
    attribute: Oid<'a>,
    pub(crate) der: &'a [u8],
    extensions: Vec<X509Extension<'a>>,
}

/// The lists of extensions in `CertificationRequestInfo`, that of the first extensionRequest first.
pub(crate) fn extension_lists(info: &[u8]) -> Result<Vec<ExtensionList<'_>>, BerError> {
    let mut lists = Vec::new();
    let mut info = Reader::new(info, "the request").sequence("CertificationRequestInfo")?;
    for part in ["a version", "a subject", "a public key"] {
        info.element(part)?;
    }
    let mut attributes = info.context(0, "the attributes")?;
    while let Some(attribute) = attributes.next()? {
        let mut attribute = Reader::inside(&attribute);
        let oid = attribute.oid("the type of an attribute")?;
        if oid != EXTENSION_REQUEST && oid != MICROSOFT_EXTENSIONS {
            continue;
        }
        let mut values = Reader::inside(&attribute.element("the values of an attribute")?);
        while let Some(value) = values.next()? {
            let (_, request) = ExtensionRequest::from_der(value.encoded)
                .map_err(|_| value.is_not("a list of extensions"))?;
            lists.push(ExtensionList {
                attribute: oid.clone(),
                der: value.encoded,
                extensions: request.extensions,
            });
        }
    }
    // The order among equals stays.
    lists.sort_by_key(|list| list.attribute != EXTENSION_REQUEST);
    Ok(lists)
}
