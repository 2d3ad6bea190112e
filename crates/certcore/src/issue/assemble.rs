//! From rcgen's encoding to a signed object: the algorithm, the key and fixed names are put in, then the key signs.

use rcgen::{CertificateParams, Issuer, PublicKeyData, SignatureAlgorithm};
use thiserror::Error;
use x509_parser::asn1_rs::{Any, FromDer as _};

use crate::{
    diagnostic::error_names,
    key::{KeyKind, PublicKey, SignError, SigningKey, sign_verified},
    x509::{Certificate, CertificateError, CertificateRequest, RequestError},
};

/// Positions in `TBSCertificate` (RFC 5280 §4.1.2).
const SIGNATURE: usize = 2;
const ISSUER: usize = 3;
const SUBJECT: usize = 5;
const SUBJECT_PUBLIC_KEY_INFO: usize = 6;
/// Position in `CertificationRequestInfo` (RFC 2986 §4.1).
const REQUEST_PUBLIC_KEY_INFO: usize = 2;

/// Signs a request for `key`.
pub(super) fn request(
    params: &CertificateParams,
    key: &(impl SigningKey + ?Sized),
) -> Result<CertificateRequest, IssueError> {
    let encoded = params.serialize_request(&Placeholder)?;
    let info = replace(
        first_element(encoded.der())?,
        &[(REQUEST_PUBLIC_KEY_INFO, key.public_key().der())],
    )?;
    Ok(CertificateRequest::read_der(&sign(&info, key)?)?)
}

/// The names that a certificate takes over octet for octet.
pub(super) struct Names<'a> {
    /// The subject of the certificate that signs; `None` leaves rcgen's own name, which is the subject's.
    pub(super) issuer: Option<&'a [u8]>,
    /// The subject of the request; `None` leaves rcgen's own name.
    pub(super) subject: Option<&'a [u8]>,
    /// The key identifier of the key that signs.
    pub(super) issuer_key_identifier: Vec<u8>,
}

/// Signs a certificate for `subject_key` with `key`.
pub(super) fn certificate(
    params: &CertificateParams,
    names: &Names<'_>,
    subject_key: &PublicKey,
    key: &(impl SigningKey + ?Sized),
) -> Result<Certificate, IssueError> {
    let mut issuer = CertificateParams::default();
    issuer.distinguished_name = params.distinguished_name.clone();
    issuer.key_identifier_method = rcgen::KeyIdMethod::PreSpecified(names.issuer_key_identifier.clone());
    let encoded = params.signed_by(&Placeholder, &Issuer::from_params(&issuer, Placeholder))?;
    let algorithm = algorithm_identifier(key.public_key())?;
    let mut parts = vec![
        (SIGNATURE, algorithm),
        (SUBJECT_PUBLIC_KEY_INFO, subject_key.der()),
    ];
    parts.extend(names.issuer.map(|name| (ISSUER, name)));
    parts.extend(names.subject.map(|name| (SUBJECT, name)));
    let info = replace(first_element(encoded.der())?, &parts)?;
    Ok(Certificate::read_der(&sign(&info, key)?)?)
}

/// Why no request or certificate was made.
#[derive(Debug, Error)]
pub enum IssueError {
    /// Keys of this kind sign nothing here.
    #[error(
        "keys of the kind {kind} do not sign requests or certificates here; make an RSA, P-256, P-384, Ed25519 or ML-DSA key"
    )]
    KeyKind {
        /// The kind.
        kind: String,
    },
    /// An extended key usage that is no object identifier.
    #[error("'{}' is not an object identifier of an extended key usage; it looks like 1.3.6.1.5.5.7.3.1", .oid.escape_debug())]
    Purpose {
        /// What was given.
        oid: String,
    },
    /// The key did not sign.
    #[error(transparent)]
    Sign(#[from] SignError),
    /// A value cannot be encoded.
    #[error("the names or extensions cannot be encoded: {0}")]
    Encoding(String),
    /// What was made cannot be read back.
    #[error("the new certificate cannot be read back: {0}")]
    Certificate(#[from] CertificateError),
    /// What was made cannot be read back.
    #[error("the new request cannot be read back: {0}")]
    Request(#[from] RequestError),
}

error_names!(IssueError {
    Self::KeyKind { .. } => "key-kind-cannot-sign", "Keys of this kind sign neither requests nor certificates.";
    Self::Purpose { .. } => "purpose-invalid", "An extended key usage is not an object identifier.";
    Self::Encoding(_) => "issue-encoding-failed", "Names or extensions cannot be encoded.";
    Self::Certificate(_) => "issued-certificate-unreadable", "A new certificate cannot be read back.";
    Self::Request(_) => "issued-request-unreadable", "A new request cannot be read back.";
    @via Self::Sign(error) => error;
});

impl From<rcgen::Error> for IssueError {
    fn from(error: rcgen::Error) -> Self {
        Self::Encoding(error.to_string())
    }
}

/// Stands where rcgen wants a key; its algorithm, key and signature are all replaced.
struct Placeholder;

impl PublicKeyData for Placeholder {
    fn der_bytes(&self) -> &[u8] {
        &[]
    }

    fn algorithm(&self) -> &'static SignatureAlgorithm {
        &rcgen::PKCS_ED25519
    }
}

impl rcgen::SigningKey for Placeholder {
    fn sign(&self, _: &[u8]) -> Result<Vec<u8>, rcgen::Error> {
        Ok(Vec::new())
    }
}

/// Puts the information to be signed, the algorithm and the signature together (RFC 5280 §4.1.1, RFC 2986 §4.2).
fn sign(info: &[u8], key: &(impl SigningKey + ?Sized)) -> Result<Vec<u8>, IssueError> {
    let algorithm = algorithm_identifier(key.public_key())?;
    let signature = sign_verified(key, info)?;
    let mut bits = vec![0];
    bits.extend_from_slice(&signature);
    Ok(element(0x30, &[info, algorithm, &element(0x03, &[&bits])]))
}

/// The `AlgorithmIdentifier` of the signature that a key makes.
fn algorithm_identifier(key: &PublicKey) -> Result<&'static [u8], IssueError> {
    Ok(match key.kind() {
        // sha256WithRSAEncryption with NULL (RFC 4055 §5)
        KeyKind::Rsa => b"\x30\x0d\x06\x09\x2a\x86\x48\x86\xf7\x0d\x01\x01\x0b\x05\x00",
        // ecdsa-with-SHA256 and ecdsa-with-SHA384 (RFC 5758 §3.2)
        KeyKind::EcP256 => b"\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x02",
        KeyKind::EcP384 => b"\x30\x0a\x06\x08\x2a\x86\x48\xce\x3d\x04\x03\x03",
        // id-Ed25519 (RFC 8410 §3)
        KeyKind::Ed25519 => b"\x30\x05\x06\x03\x2b\x65\x70",
        // id-ml-dsa-44, -65 and -87 (RFC 9881 §2)
        KeyKind::MlDsa44 => b"\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x03\x11",
        KeyKind::MlDsa65 => b"\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x03\x12",
        KeyKind::MlDsa87 => b"\x30\x0b\x06\x09\x60\x86\x48\x01\x65\x03\x04\x03\x13",
        other => {
            return Err(IssueError::KeyKind {
                kind: other.to_string(),
            });
        }
    })
}

/// The content of the first element of a sequence: what rcgen wants signed.
fn first_element(der: &[u8]) -> Result<&[u8], IssueError> {
    let (_, outer) = Any::from_der(der).map_err(unexpected)?;
    let (_, first) = Any::from_der(outer.data).map_err(unexpected)?;
    Ok(first.data)
}

/// A sequence of the elements in `content`, some of them replaced by position.
fn replace(content: &[u8], replacements: &[(usize, &[u8])]) -> Result<Vec<u8>, IssueError> {
    let mut elements = Vec::new();
    let mut rest = content;
    while !rest.is_empty() {
        let (after, _) = Any::from_der(rest).map_err(unexpected)?;
        let (own, _) = rest.split_at(rest.len() - after.len());
        let replacement = replacements
            .iter()
            .find(|(position, _)| *position == elements.len());
        elements.push(replacement.map_or(own, |(_, der)| der));
        rest = after;
    }
    Ok(element(0x30, &elements))
}

/// A DER element from its tag and the parts of its content (X.690 §8.1.3, §10.1).
pub(super) fn element(tag: u8, parts: &[&[u8]]) -> Vec<u8> {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let mut der = vec![tag];
    if let (Ok(short), true) = (u8::try_from(length), length < 0x80) {
        der.push(short);
    } else {
        let octets: Vec<u8> = length
            .to_be_bytes()
            .into_iter()
            .skip_while(|octet| *octet == 0)
            .collect();
        der.push(0x80 | u8::try_from(octets.len()).unwrap_or(0x7f));
        der.extend(octets);
    }
    for part in parts {
        der.extend_from_slice(part);
    }
    der
}

fn unexpected(error: impl std::fmt::Display) -> IssueError {
    IssueError::Encoding(error.to_string())
}
