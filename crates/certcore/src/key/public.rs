//! Public keys, as certificates and requests carry them (RFC 5280 §4.1.2.7).

use std::fmt;

use openssl::{
    bn::BigNumContext,
    ec::PointConversionForm,
    error::ErrorStack,
    pkey::{PKey, Public},
};
use thiserror::Error;
use x509_parser::{
    asn1_rs::{FromDer as _, Oid, Tag, oid},
    public_key::PublicKey as ParsedKey,
    x509::SubjectPublicKeyInfo,
};

use super::encoding;
use crate::{ber::Reader, diagnostic::error_names, fingerprint::Fingerprint};

/// A public key: its encoding, and what can be said of it without cryptography.
#[derive(Clone)]
pub struct PublicKey {
    spki: Vec<u8>,
    bits_offset: usize,
    kind: KeyKind,
    bits: usize,
}

/// What kind of key it is.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum KeyKind {
    /// RSA (PKCS#1, RFC 8017).
    Rsa,
    /// RSA restricted to RSASSA-PSS (RFC 4055).
    RsaPss,
    /// ECDSA on P-256.
    EcP256,
    /// ECDSA on P-384.
    EcP384,
    /// ECDSA on P-521.
    EcP521,
    /// ECDSA on another curve, by its dotted object identifier; empty with explicit parameters.
    EcOther(String),
    /// Ed25519 (RFC 8410).
    Ed25519,
    /// Ed448 (RFC 8410).
    Ed448,
    /// DSA.
    Dsa,
    /// ML-DSA-44 (FIPS 204).
    MlDsa44,
    /// ML-DSA-65 (FIPS 204).
    MlDsa65,
    /// ML-DSA-87 (FIPS 204).
    MlDsa87,
    /// Any other kind, by its dotted object identifier.
    Other(String),
}

impl fmt::Display for KeyKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Rsa => "rsa",
            Self::RsaPss => "rsa-pss",
            Self::EcP256 => "ec-p256",
            Self::EcP384 => "ec-p384",
            Self::EcP521 => "ec-p521",
            Self::EcOther(oid) if oid.is_empty() => "ec-explicit",
            Self::EcOther(oid) => return write!(formatter, "ec-{oid}"),
            Self::Ed25519 => "ed25519",
            Self::Ed448 => "ed448",
            Self::Dsa => "dsa",
            Self::MlDsa44 => "ml-dsa-44",
            Self::MlDsa65 => "ml-dsa-65",
            Self::MlDsa87 => "ml-dsa-87",
            Self::Other(oid) => oid,
        })
    }
}

impl PublicKey {
    /// Reads a `SubjectPublicKeyInfo` in DER.
    ///
    /// # Errors
    ///
    /// [`PublicKeyError::Malformed`] when the bytes are not such a structure.
    pub fn read(der: &[u8]) -> Result<Self, PublicKeyError> {
        match SubjectPublicKeyInfo::from_der(der) {
            Ok(([], parsed)) => Ok(Self::from_parsed(&parsed)),
            _ => Err(PublicKeyError::Malformed),
        }
    }

    pub(crate) fn from_parsed(parsed: &SubjectPublicKeyInfo<'_>) -> Self {
        let key = parsed.subject_public_key.data.as_ref();
        let (kind, bits) = kind_of(parsed);
        // The bit string is the last element, so its bytes are the end of the structure.
        Self {
            spki: parsed.raw.to_vec(),
            bits_offset: parsed.raw.len().saturating_sub(key.len()),
            kind,
            bits,
        }
    }

    /// The `SubjectPublicKeyInfo` in DER.
    pub fn der(&self) -> &[u8] {
        &self.spki
    }

    /// The content of the `subjectPublicKey` bit string.
    pub fn key_bytes(&self) -> &[u8] {
        self.spki.get(self.bits_offset..).unwrap_or_default()
    }

    /// What kind of key it is.
    pub fn kind(&self) -> &KeyKind {
        &self.kind
    }

    /// The size in bits: of the modulus (RSA, DSA, Diffie-Hellman), of the field (EC, `EdDSA`), of the whole public key (others).
    pub fn bits(&self) -> usize {
        self.bits
    }

    /// SHA-256 of the `SubjectPublicKeyInfo`, as TLSA records with selector 1 use it (RFC 6698 §2.1.2).
    pub fn sha256(&self) -> Fingerprint {
        Fingerprint::of(&self.spki)
    }

    /// What tells whether two keys are the same: SHA-256 of the `SubjectPublicKeyInfo` in its usual encoding, with the
    /// parameters of RSA as NULL (RFC 3279 §2.3.1) and with the whole point of an EC key.
    ///
    /// It is [`sha256`](Self::sha256) for a key in that encoding, as nearly every key is.
    pub fn identity(&self) -> Fingerprint {
        self.usual_encoding()
            .map_or_else(|| self.sha256(), |usual| Fingerprint::of(&usual))
    }

    /// The usual encoding, where the key can have another.
    fn usual_encoding(&self) -> Option<Vec<u8>> {
        if self.kind == KeyKind::Rsa {
            Some(encoding::rsa_public(self.key_bytes()))
        } else if self.has_unusual_point() {
            let mut info = Reader::new(&self.spki, "the public key")
                .sequence("a public key")
                .ok()?;
            let algorithm = info.next().ok()??.encoded;
            Some(encoding::public(algorithm, &self.whole_point().ok()?))
        } else {
            None
        }
    }

    fn whole_point(&self) -> Result<Vec<u8>, ErrorStack> {
        let key = PKey::public_key_from_der(&self.spki)?.ec_key()?;
        let mut context = BigNumContext::new()?;
        key.public_key()
            .to_bytes(key.group(), PointConversionForm::UNCOMPRESSED, &mut context)
    }

    /// Whether it is an EC key whose point is compressed, or hybrid (SEC 1 §2.3.3).
    fn has_unusual_point(&self) -> bool {
        let is_ec = matches!(
            self.kind,
            KeyKind::EcP256 | KeyKind::EcP384 | KeyKind::EcP521 | KeyKind::EcOther(_)
        );
        is_ec && self.key_bytes().first().is_some_and(|form| *form != 4)
    }

    /// The key identifier of RFC 7093 §2 method 1: the first 20 octets of SHA-256 over the key bytes.
    pub fn identifier(&self) -> [u8; 20] {
        let mut identifier = [0; 20];
        identifier
            .iter_mut()
            .zip(Fingerprint::of(self.key_bytes()).as_bytes())
            .for_each(|(to, from)| *to = *from);
        identifier
    }

    /// What it takes to verify a signature with this key, in units of [`work`](crate::work).
    pub fn verification_work(&self) -> u64 {
        /// Loading certificate and key.
        const BASE: u64 = 100;
        // Measured: a multiplication modulo a number of 2048 bits takes about as long as three rounds of hashing.
        let multiplications = |count: usize| {
            let words = self.bits.div_ceil(64);
            let work = words.saturating_mul(words).saturating_mul(count) / 300;
            u64::try_from(work).unwrap_or(u64::MAX)
        };
        let work = match self.kind {
            KeyKind::Rsa | KeyKind::RsaPss => multiplications(exponent_bits(self.key_bytes())),
            KeyKind::Dsa => multiplications(512),
            KeyKind::EcP256 => 150,
            KeyKind::Ed25519 | KeyKind::MlDsa44 | KeyKind::MlDsa65 | KeyKind::MlDsa87 => 400,
            KeyKind::EcP384 => 3000,
            KeyKind::EcP521 | KeyKind::Ed448 => 6000,
            KeyKind::EcOther(_) | KeyKind::Other(_) => 10_000,
        };
        work.saturating_add(BASE)
    }

    /// The key for OpenSSL.
    ///
    /// # Errors
    ///
    /// [`PublicKeyError::Unusable`] when OpenSSL does not know the algorithm or refuses the key.
    pub(crate) fn to_openssl(&self) -> Result<PKey<Public>, PublicKeyError> {
        PKey::public_key_from_der(&self.spki).map_err(|_| self.unusable())
    }

    /// The error that OpenSSL does not use this key.
    pub(super) fn unusable(&self) -> PublicKeyError {
        PublicKeyError::Unusable {
            kind: self.kind.to_string(),
            bits: self.bits,
        }
    }
}

/// Two keys are equal when their [`identity`](PublicKey::identity) is.
impl PartialEq for PublicKey {
    fn eq(&self, other: &Self) -> bool {
        // Most keys have one encoding, and an identity is a digest.
        self.spki == other.spki
            || self.kind == other.kind
                && match self.kind {
                    KeyKind::Rsa => self.key_bytes() == other.key_bytes(),
                    _ => {
                        (self.has_unusual_point() || other.has_unusual_point())
                            && self.identity() == other.identity()
                    }
                }
    }
}

impl Eq for PublicKey {}

impl fmt::Debug for PublicKey {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            formatter,
            "PublicKey({} {} {})",
            self.kind,
            self.bits,
            self.sha256()
        )
    }
}

/// Why a public key cannot be read or used.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum PublicKeyError {
    /// The bytes are not a `SubjectPublicKeyInfo`.
    #[error("the public key is not a SubjectPublicKeyInfo in DER (RFC 5280 section 4.1.2.7)")]
    Malformed,
    /// The cryptographic library refuses the key.
    #[error(
        "the public key ({kind}, {bits} bits) cannot be used: OpenSSL does not know the algorithm or refuses its parameters"
    )]
    Unusable {
        /// The kind of key.
        kind: String,
        /// Its size in bits.
        bits: usize,
    },
}

error_names!(PublicKeyError {
    Self::Malformed => "public-key-malformed", "A public key is not a SubjectPublicKeyInfo.";
    Self::Unusable { .. } => "public-key-unusable", "The cryptographic library refuses a public key.";
});

fn kind_of(parsed: &SubjectPublicKeyInfo<'_>) -> (KeyKind, usize) {
    let length = parsed.subject_public_key.data.len() * 8;
    let oid = &parsed.algorithm.algorithm;
    let is = |known: &Oid<'_>| known.as_bytes() == oid.as_bytes();
    // Octets are compared before anything is written as text: a pile holds many keys.
    if is(&oid!(1.2.840.113549.1.1.1)) {
        (KeyKind::Rsa, modulus_bits(parsed))
    } else if is(&oid!(1.2.840.10045.2.1)) {
        curve_of(parsed)
    } else if is(&oid!(1.3.101.112)) {
        (KeyKind::Ed25519, 256)
    } else if is(&oid!(1.3.101.113)) {
        (KeyKind::Ed448, 456)
    } else if is(&oid!(1.2.840.113549.1.1.10)) {
        (KeyKind::RsaPss, rsa_modulus_bits(&parsed.subject_public_key.data))
    } else if is(&oid!(2.16.840.1.101.3.4.3.17)) {
        (KeyKind::MlDsa44, length)
    } else if is(&oid!(2.16.840.1.101.3.4.3.18)) {
        (KeyKind::MlDsa65, length)
    } else if is(&oid!(2.16.840.1.101.3.4.3.19)) {
        (KeyKind::MlDsa87, length)
    } else if is(&oid!(1.2.840.10040.4.1)) {
        (KeyKind::Dsa, prime_bits(parsed))
    } else if is(&oid!(1.2.840.10046.2.1)) || is(&oid!(1.2.840.113549.1.3.1)) {
        (KeyKind::Other(oid.to_id_string()), prime_bits(parsed))
    } else {
        (KeyKind::Other(oid.to_id_string()), length)
    }
}

fn modulus_bits(parsed: &SubjectPublicKeyInfo<'_>) -> usize {
    match parsed.parsed() {
        Ok(ParsedKey::RSA(rsa)) => significant_bits(rsa.modulus),
        _ => 0,
    }
}

/// The size of p, the first of the parameters of DSA (RFC 3279 §2.3.2) and of both kinds of Diffie-Hellman (§2.3.3,
/// PKCS #3 §9); 0 when they are inherited.
fn prime_bits(parsed: &SubjectPublicKeyInfo<'_>) -> usize {
    parsed
        .algorithm
        .parameters
        .as_ref()
        .filter(|parameters| parameters.tag() == Tag::Sequence)
        .and_then(|parameters| Reader::new(parameters.data, "the parameters").next().ok()?)
        .filter(|prime| prime.is(Tag::Integer))
        .map_or(0, |prime| significant_bits(prime.content))
}

fn rsa_modulus_bits(key: &[u8]) -> usize {
    x509_parser::public_key::RSAPublicKey::from_der(key).map_or(0, |(_, rsa)| significant_bits(rsa.modulus))
}

fn exponent_bits(key: &[u8]) -> usize {
    x509_parser::public_key::RSAPublicKey::from_der(key).map_or(0, |(_, rsa)| significant_bits(rsa.exponent))
}

fn significant_bits(number: &[u8]) -> usize {
    match number
        .iter()
        .position(|byte| *byte != 0)
        .and_then(|start| number.get(start..))
    {
        Some([first, rest @ ..]) => rest.len() * 8 + 8 - first.leading_zeros() as usize,
        _ => 0,
    }
}

fn curve_of(parsed: &SubjectPublicKeyInfo<'_>) -> (KeyKind, usize) {
    let point = parsed.subject_public_key.data.as_ref();
    let uncompressed = point.len().saturating_sub(1) * 4;
    let oid = parsed
        .algorithm
        .parameters
        .as_ref()
        // The conversion does not look at the tag, and explicit parameters are a SEQUENCE.
        .filter(|any| any.tag() == Tag::Oid)
        .and_then(|any| Oid::try_from(any.clone()).ok());
    let Some(oid) = oid else {
        return (KeyKind::EcOther(String::new()), uncompressed);
    };
    let is = |known: &Oid<'_>| known.as_bytes() == oid.as_bytes();
    if is(&oid!(1.2.840.10045.3.1.7)) {
        (KeyKind::EcP256, 256)
    } else if is(&oid!(1.3.132.0.34)) {
        (KeyKind::EcP384, 384)
    } else if is(&oid!(1.3.132.0.35)) {
        (KeyKind::EcP521, 521)
    } else {
        (KeyKind::EcOther(oid.to_id_string()), uncompressed)
    }
}
