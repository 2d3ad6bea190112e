//! A certificate (RFC 5280 §4), read once and then asked.

use std::fmt;

use chrono::{DateTime, Utc};
use openssl::x509::X509;
use thiserror::Error;
use x509_parser::{asn1_rs::FromDer as _, certificate::X509Certificate, error::X509Error, time::ASN1Time};

use super::{
    alternative_names::AlternativeNames,
    encoding::{PemError, PemLabel},
    extensions::{Authority, BasicConstraints, Extensions, KeyUsage},
    purpose::Purpose,
    serial::Serial,
    signature::SignatureAlgorithm,
    validity::Validity,
};
use crate::{
    ber::{NotDer, check_signed},
    diagnostic::error_names,
    dn::DistinguishedName,
    fingerprint::Fingerprint,
    key::PublicKey,
};

/// The poison of precertificates (RFC 6962 §3.1).
pub(crate) const PRECERTIFICATE_POISON: &str = "1.3.6.1.4.1.11129.2.4.3";

/// A certificate: its encoding and all that can be said of it without cryptography.
#[derive(Clone)]
pub struct Certificate {
    der: Vec<u8>,
    sha256: Fingerprint,
    serial: Serial,
    issuer: DistinguishedName,
    subject: DistinguishedName,
    validity: Validity,
    public_key: PublicKey,
    signature_algorithm: SignatureAlgorithm,
    extensions: Extensions,
}

impl Certificate {
    /// Reads a certificate in DER, or the first one of a PEM text.
    ///
    /// # Errors
    ///
    /// [`CertificateError`] when there is none or it is damaged.
    pub fn read(bytes: &[u8]) -> Result<Self, CertificateError> {
        Self::read_der(&PemLabel::Certificate.read(bytes)?)
    }

    /// Reads a certificate in DER.
    ///
    /// # Errors
    ///
    /// [`CertificateError`] when the bytes are not exactly one certificate.
    pub fn read_der(der: &[u8]) -> Result<Self, CertificateError> {
        Self::from_der(der.to_vec())
    }

    /// Reads a certificate in DER and keeps the octets without a copy.
    pub(crate) fn from_der(der: Vec<u8>) -> Result<Self, CertificateError> {
        check_signed(&der)?;
        let (rest, parsed) = X509Certificate::from_der(&der).map_err(|error| match reason_of(&error) {
            A_DATE => CertificateError::Time,
            reason => CertificateError::Malformed { reason },
        })?;
        if !rest.is_empty() {
            return Err(CertificateError::TrailingBytes { count: rest.len() });
        }
        let tbs = &parsed.tbs_certificate;
        let validity = Validity::read(time(tbs.validity.not_before)?, time(tbs.validity.not_after)?);
        Ok(Self {
            sha256: Fingerprint::of(&der),
            serial: Serial::from_content(tbs.raw_serial()),
            issuer: DistinguishedName::from_parsed(&tbs.issuer),
            subject: DistinguishedName::from_parsed(&tbs.subject),
            validity,
            public_key: PublicKey::from_parsed(&tbs.subject_pki),
            signature_algorithm: SignatureAlgorithm::from_parsed(&parsed.signature_algorithm),
            extensions: Extensions::from_parsed(tbs.extensions()),
            der,
        })
    }

    /// The certificate in PEM.
    pub fn write_pem(&self) -> String {
        PemLabel::Certificate.write(&self.der)
    }

    /// The certificate in DER, as it was read.
    pub fn der(&self) -> &[u8] {
        &self.der
    }

    /// SHA-256 of the DER.
    pub fn sha256(&self) -> Fingerprint {
        self.sha256
    }

    /// The serial number.
    pub fn serial(&self) -> &Serial {
        &self.serial
    }

    /// The name of the issuer.
    pub fn issuer(&self) -> &DistinguishedName {
        &self.issuer
    }

    /// The name of the subject.
    pub fn subject(&self) -> &DistinguishedName {
        &self.subject
    }

    /// What people are shown as its name: the subject as RFC 4514 writes it, the first alternative name where the subject is
    /// empty (RFC 5280 §4.1.2.6), and its serial number where it has neither.
    pub fn display_name(&self) -> String {
        if !self.subject.is_empty() {
            return self.subject.to_string();
        }
        let first = self.alternative_names().and_then(AlternativeNames::first);
        first.unwrap_or_else(|| format!("the certificate with the serial number {}", self.serial))
    }

    /// From when until when it is valid; see [`Validity::check`] for one that never is.
    pub fn validity(&self) -> Validity {
        self.validity
    }

    /// The subject's public key.
    pub fn public_key(&self) -> &PublicKey {
        &self.public_key
    }

    /// The algorithm of the issuer's signature.
    pub fn signature_algorithm(&self) -> &SignatureAlgorithm {
        &self.signature_algorithm
    }

    /// The extensions.
    pub fn extensions(&self) -> &Extensions {
        &self.extensions
    }

    /// The subject alternative names.
    pub fn alternative_names(&self) -> Option<&AlternativeNames> {
        self.extensions.alternative_names.as_ref()
    }

    /// The extended key usages; `None` means that every use is allowed.
    pub fn purposes(&self) -> Option<&[Purpose]> {
        self.extensions.extended_key_usage.as_deref()
    }

    /// The key usage bits; `None` means that every use is allowed.
    pub fn key_usage(&self) -> Option<KeyUsage> {
        self.extensions.key_usage
    }

    /// Whether the extended key usage allows `purpose` (RFC 5280 §4.2.1.12: absent and any allow everything).
    pub fn allows(&self, purpose: &Purpose) -> bool {
        self.purposes()
            .is_none_or(|all| all.contains(purpose) || all.contains(&Purpose::Any))
    }

    /// Whether it says CA:TRUE.
    pub fn is_authority(&self) -> bool {
        matches!(
            self.extensions.basic_constraints,
            Some(BasicConstraints {
                authority: Authority::Yes,
                ..
            })
        )
    }

    /// Whether it is a precertificate, which every peer refuses: it has the critical poison of RFC 6962 §3.1.
    pub fn is_precertificate(&self) -> bool {
        self.extensions
            .unknown_critical
            .iter()
            .any(|oid| oid == PRECERTIFICATE_POISON)
    }

    /// Whether subject and issuer are the same name.
    pub fn is_self_issued(&self) -> bool {
        self.subject == self.issuer
    }

    /// Whether its own key signed it.
    pub fn is_self_signed(&self) -> bool {
        self.is_self_issued() && self.is_signed_by(self)
    }

    /// Whether the issuer's name is `issuer`'s subject and `issuer`'s key made the signature.
    pub fn is_signed_by(&self, issuer: &Self) -> bool {
        self.issuer == issuer.subject && self.has_signature_of(issuer.public_key())
    }

    /// Whether `key` made the signature.
    pub fn has_signature_of(&self, key: &PublicKey) -> bool {
        let (Ok(certificate), Ok(key)) = (self.to_openssl(), key.to_openssl()) else {
            return false;
        };
        certificate.verify(&key).unwrap_or(false)
    }

    /// The certificate for OpenSSL.
    ///
    /// # Errors
    ///
    /// [`CertificateError::Malformed`] when OpenSSL is stricter than the reader here.
    pub(crate) fn to_openssl(&self) -> Result<X509, CertificateError> {
        X509::from_der(&self.der).map_err(|_| CertificateError::Malformed {
            reason: "OpenSSL refuses it",
        })
    }
}

/// Two certificates are equal when every octet is.
impl PartialEq for Certificate {
    fn eq(&self, other: &Self) -> bool {
        self.sha256 == other.sha256
    }
}

impl Eq for Certificate {}

impl fmt::Debug for Certificate {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Certificate({} {})", self.subject, self.sha256)
    }
}

/// Why bytes are not a certificate.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum CertificateError {
    /// The PEM around it is damaged or holds something else.
    #[error(transparent)]
    Pem(#[from] PemError),
    /// The DER is damaged.
    #[error("this is not a certificate in DER, or it is damaged: {reason} (RFC 5280 section 4.1)")]
    Malformed {
        /// Which part.
        reason: &'static str,
    },
    /// It is BER, but not DER.
    #[error("the certificate is not in DER: {0}; `openssl x509 -in FILE -out NEW-FILE` writes it in DER")]
    NotDer(#[from] NotDer),
    /// Something follows the certificate.
    #[error("{count} octets follow the certificate; remove them")]
    TrailingBytes {
        /// How many.
        count: usize,
    },
    /// A time that does not exist or cannot be represented.
    #[error(
        "the validity of the certificate has a time that does not exist, such as 30 February, or that is not written as a time (RFC 5280 section 4.1.2.5); get a new certificate"
    )]
    Time,
}

error_names!(CertificateError {
    Self::Malformed { .. } => "certificate-malformed", "The bytes are not a certificate.";
    Self::NotDer(_) => "certificate-not-der", "A certificate is not in DER outside the part that is signed.";
    Self::TrailingBytes { .. } => "certificate-trailing-bytes", "Something follows a certificate in DER.";
    Self::Time => "certificate-time-impossible", "A certificate carries a time that does not exist.";
    @via Self::Pem(error) => error;
});

fn time(time: ASN1Time) -> Result<DateTime<Utc>, CertificateError> {
    DateTime::from_timestamp(time.timestamp(), 0).ok_or(CertificateError::Time)
}

/// What [`reason_of`] says of a time that does not exist.
pub(super) const A_DATE: &str = "a date";

/// The part that is damaged.
pub(super) fn reason_of(error: &x509_parser::nom::Err<X509Error>) -> &'static str {
    let error = match error {
        x509_parser::nom::Err::Error(error) | x509_parser::nom::Err::Failure(error) => error,
        x509_parser::nom::Err::Incomplete(_) => return "it ends too early",
    };
    match error {
        X509Error::InvalidVersion => "the version",
        X509Error::InvalidSerial => "the serial number",
        X509Error::InvalidAlgorithmIdentifier => "an algorithm identifier",
        X509Error::InvalidX509Name => "a distinguished name",
        X509Error::InvalidDate => A_DATE,
        X509Error::InvalidSPKI => "the public key",
        X509Error::InvalidExtensions | X509Error::DuplicateExtensions => "the extensions",
        X509Error::InvalidAttributes | X509Error::DuplicateAttributes => "the attributes",
        X509Error::InvalidSignatureValue => "the signature",
        X509Error::InvalidTbsCertificate => "the part that is signed",
        _ => "its structure",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        chain::{Anchors, Cross, Leaf, Question, Root, repair},
        diagnostic::Diagnostic as _,
        specimen::{NOW, Specimen, at},
        x509::RevocationList,
    };

    #[test]
    fn certificate_that_ends_before_it_starts_is_read_and_not_served() {
        let made = Specimen::leaf("mail.example.com")
            .validity("2026-07-31T23:59:59Z", "2026-07-01T00:00:00Z")
            .self_signed();
        let read = Certificate::read_der(made.certificate.der()).unwrap();
        assert!(read.validity().check().is_err());
        let question = Question {
            leaf: Leaf::OnlyOne,
            anchors: Anchors::AnyRoot { known: &[] },
            root: Root::Drop,
            cross: Cross::Keep,
            time: at(NOW),
        };
        let pile = [read];
        let refused = repair(&pile, &question).unwrap_err();
        assert_eq!(refused.name(), "validity-ends-before-start");
    }

    #[test]
    fn time_that_does_not_exist_is_named_as_such() {
        let mut der = Specimen::leaf("mail.example.com")
            .self_signed()
            .certificate
            .der()
            .to_vec();
        let time = der.windows(13).position(|part| part == b"260731235959Z").unwrap();
        der[time..time + 13].copy_from_slice(b"260230235959Z");
        let refused = Certificate::read_der(&der).unwrap_err();
        assert_eq!(refused, CertificateError::Time);
        assert_eq!(refused.name(), "certificate-time-impossible");
    }

    #[test]
    fn object_that_is_not_der_around_the_signed_part_is_refused() {
        let der = Specimen::leaf("mail.example.com")
            .self_signed()
            .certificate
            .der()
            .to_vec();
        let [0x30, 0x82, high, low, inside @ ..] = der.as_slice() else {
            panic!("a short certificate")
        };
        for header in [
            &[0x30, 0x83, 0, *high, *low][..],
            &[0x3f, 0x10, 0x82, *high, *low],
        ] {
            let longer = [header, inside].concat();
            let refused = Certificate::read_der(&longer).unwrap_err();
            assert_eq!(refused.name(), "certificate-not-der");
        }
        let list = [0x30, 0x81, 4, 0x30, 0, 0x30, 0];
        assert_eq!(RevocationList::read_der(&list).unwrap_err().name(), "crl-not-der");
        let request = Specimen::leaf("mail.example.com").request();
        let [0x30, 0x82, rest @ ..] = request.der() else {
            panic!("a short request")
        };
        let longer = [&[0x30, 0x83, 0][..], rest].concat();
        let refused = crate::x509::CertificateRequest::read_der(&longer).unwrap_err();
        assert_eq!(refused.name(), "request-not-der");
    }
}
