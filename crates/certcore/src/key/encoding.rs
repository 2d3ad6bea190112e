//! Private keys encoded from their numbers (RFC 5958 §2, RFC 8017 appendix A.1.2, RFC 5915 §3).
//!
//! OpenSSL encodes into a buffer that it gives back to the allocator without overwriting it. What is written here never
//! grows, and is overwritten. OpenSSL shows the numbers of RSA and EC keys without a copy of its own, those of other keys
//! it does not; they are left to it.

use openssl::{
    bn::{BigNumContext, BigNumRef},
    ec::PointConversionForm,
    nid::Nid,
    pkey::{Id, PKeyRef, Private},
};
use zeroize::Zeroizing;

use super::oid::{EC, P256, P384, RSA};

type Secret = Zeroizing<Vec<u8>>;

const INTEGER: u8 = 0x02;
const BIT_STRING: u8 = 0x03;
const OCTET_STRING: u8 = 0x04;
const NULL: u8 = 0x05;
const OBJECT_IDENTIFIER: u8 = 0x06;
const SEQUENCE: u8 = 0x30;
const CONTEXT_1: u8 = 0xa1;

/// The `PrivateKeyInfo` of a key in DER; nothing when it is of an unusual kind.
pub(super) fn write(key: &PKeyRef<Private>) -> Option<Secret> {
    let (algorithm, content) = match key.id() {
        Id::RSA => rsa(key)?,
        Id::EC => ec(key)?,
        _ => return None,
    };
    Some(element(
        SEQUENCE,
        &[
            &element(INTEGER, &[&[0]]),
            &element(SEQUENCE, &[&algorithm]),
            &element(OCTET_STRING, &[&content]),
        ],
    ))
}

fn rsa(key: &PKeyRef<Private>) -> Option<(Secret, Secret)> {
    let key = key.rsa().ok()?;
    let numbers = [
        key.n(),
        key.e(),
        key.d(),
        key.p()?,
        key.q()?,
        key.dmp1()?,
        key.dmq1()?,
        key.iqmp()?,
    ]
    .map(integer);
    let algorithm = concatenated(&[&element(OBJECT_IDENTIFIER, &[RSA]), &element(NULL, &[])]);
    let version = element(INTEGER, &[&[0]]);
    let mut parts = vec![version.as_slice()];
    parts.extend(numbers.iter().map(|number| number.as_slice()));
    let content = element(SEQUENCE, &parts);
    Some((algorithm, content))
}

fn ec(key: &PKeyRef<Private>) -> Option<(Secret, Secret)> {
    let key = key.ec_key().ok()?;
    let group = key.group();
    let (curve, length) = match group.curve_name()? {
        Nid::X9_62_PRIME256V1 => (P256, 32),
        Nid::SECP384R1 => (P384, 48),
        _ => return None,
    };
    let scalar = Zeroizing::new(key.private_key().to_vec_padded(length).ok()?);
    let mut scratch = BigNumContext::new().ok()?;
    let point = key
        .public_key()
        .to_bytes(group, PointConversionForm::UNCOMPRESSED, &mut scratch);
    let algorithm = concatenated(&[
        &element(OBJECT_IDENTIFIER, &[EC]),
        &element(OBJECT_IDENTIFIER, &[curve]),
    ]);
    let point = element(BIT_STRING, &[&[0], &point.ok()?]);
    let content = element(
        SEQUENCE,
        &[
            &element(INTEGER, &[&[1]]),
            &element(OCTET_STRING, &[&scalar]),
            &element(CONTEXT_1, &[&point]),
        ],
    );
    Some((algorithm, content))
}

/// The `SubjectPublicKeyInfo` of an RSA key, whose `RSAPublicKey` is `key` (RFC 3279 §2.3.1).
pub(super) fn rsa_public(key: &[u8]) -> Vec<u8> {
    let oid = element(OBJECT_IDENTIFIER, &[RSA]);
    public(&element(SEQUENCE, &[&oid, &element(NULL, &[])]), key)
}

/// The `SubjectPublicKeyInfo` of an algorithm in DER and the content of its bit string (RFC 5280 §4.1.2.7).
pub(super) fn public(algorithm: &[u8], key: &[u8]) -> Vec<u8> {
    element(SEQUENCE, &[algorithm, &element(BIT_STRING, &[&[0], key])]).to_vec()
}

/// A number that is not negative.
fn integer(number: &BigNumRef) -> Secret {
    let octets = Zeroizing::new(number.to_vec());
    match octets.first() {
        Some(0..=0x7f) => element(INTEGER, &[&octets]),
        _ => element(INTEGER, &[&[0], &octets]),
    }
}

/// An element with this tag; its content is what the parts hold.
fn element(tag: u8, parts: &[&[u8]]) -> Secret {
    let length: usize = parts.iter().map(|part| part.len()).sum();
    let octets = length.to_be_bytes();
    let significant = octets.iter().skip_while(|octet| **octet == 0).copied();
    let mut header = vec![tag];
    if length < 0x80 {
        header.extend(octets.last());
    } else {
        let significant: Vec<u8> = significant.collect();
        header.extend(u8::try_from(significant.len()).map(|count| 0x80 | count));
        header.extend(significant);
    }
    let mut all = vec![header.as_slice()];
    all.extend_from_slice(parts);
    concatenated(&all)
}

/// The parts, one after the other, in memory that is taken once.
fn concatenated(parts: &[&[u8]]) -> Secret {
    Zeroizing::new(parts.concat())
}
