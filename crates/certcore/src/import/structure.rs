//! What a DER object is, told from its outermost elements.

use x509_parser::asn1_rs::Tag;

use super::object::Parameters;
use crate::ber::{Element, Reader};

/// A structure that is known here.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Structure {
    /// Certificate (RFC 5280 §4.1).
    Certificate,
    /// `CertificationRequest` (RFC 2986 §4).
    Request,
    /// `CertificateList` (RFC 5280 §5.1).
    RevocationList,
    /// `PrivateKeyInfo` (RFC 5958 §2), `RSAPrivateKey` (RFC 8017 §A.1.2), `ECPrivateKey` (RFC 5915 §3) or a DSA key.
    Key,
    /// `EncryptedPrivateKeyInfo` (RFC 5958 §3).
    EncryptedKey,
    /// `SubjectPublicKeyInfo` (RFC 5280 §4.1).
    PublicKey,
    /// `RSAPublicKey` (RFC 8017 §A.1.1).
    RsaPublicKey,
    /// Domain parameters.
    Parameters(Parameters),
    /// `ContentInfo` (RFC 5652 §3, RFC 2315 §7).
    ContentInfo,
    /// PFX (RFC 7292 §4).
    Pkcs12,
}

/// What the first object in `bytes` is; `None` when it is not known or not complete.
pub(super) fn structure_of(bytes: &[u8]) -> Option<Structure> {
    let mut parts = inside(&next(&mut Reader::new(bytes, "the input"))?)?;
    let first = next(&mut parts)?;
    if first.is(Tag::Oid) {
        return is_content_type(&first).then_some(Structure::ContentInfo);
    }
    let second = next(&mut parts)?;
    if first.is(Tag::Integer) {
        return numbered(&first, &second, parts);
    }
    if !first.is(Tag::Sequence) {
        return None;
    }
    if second.is(Tag::BitString) {
        return is_algorithm(&first).then_some(Structure::PublicKey);
    }
    if second.is(Tag::OctetString) {
        return is_algorithm_with_parameters(&first).then_some(Structure::EncryptedKey);
    }
    let signed = is_algorithm(&second) && next(&mut parts)?.is(Tag::BitString);
    if signed { signed_part(&first) } else { None }
}

/// Whether this is what OpenSSL writes behind a trusted certificate: uses, refusals, an alias and a key identifier.
pub(super) fn is_trust_settings(element: &Element<'_>) -> bool {
    inside(element).is_some_and(|parts| {
        all(parts, |part| {
            part.is(Tag::Utf8String)
                || part.is(Tag::OctetString)
                || part.is_context(0)
                || part.is_context(1)
                || inside(part).is_some_and(|uses| all(uses, |usage| usage.is(Tag::Oid)))
        })
    })
}

/// A structure whose first element is a number.
fn numbered(first: &Element<'_>, second: &Element<'_>, mut rest: Reader<'_>) -> Option<Structure> {
    if let Some(mut parts) = inside(second) {
        if next(&mut rest).is_some_and(|third| third.is(Tag::OctetString)) {
            return is_algorithm(second).then_some(Structure::Key);
        }
        let content_type = next(&mut parts)?;
        return (first.content == [3] && is_content_type(&content_type)).then_some(Structure::Pkcs12);
    }
    if second.is(Tag::OctetString) {
        return (first.content == [1]).then_some(Structure::Key);
    }
    if !second.is(Tag::Integer) {
        return None;
    }
    // RSA keys have nine numbers, DSA keys six, DSA parameters three.
    match numbers(rest) {
        7.. | 4 if first.content == [0] => Some(Structure::Key),
        1 => Some(Structure::Parameters(Parameters::Dsa)),
        // 2 and 5 are generators and no RSA exponents that anyone uses; exponents have at most 8 octets.
        0 if matches!(second.content, [2 | 5]) || second.content.len() > 9 => {
            Some(Structure::Parameters(Parameters::Dh))
        }
        0 => Some(Structure::RsaPublicKey),
        _ => None,
    }
}

/// How many numbers follow, up to 7.
fn numbers(mut rest: Reader<'_>) -> usize {
    (0..7)
        .take_while(|_| next(&mut rest).is_some_and(|part| part.is(Tag::Integer)))
        .count()
}

/// The part of a certificate, request or revocation list that is signed.
fn signed_part(part: &Element<'_>) -> Option<Structure> {
    let mut parts = inside(part)?;
    let mut field = next(&mut parts)?;
    if field.is_context(0) {
        return Some(Structure::Certificate);
    }
    if field.is(Tag::Integer) {
        field = next(&mut parts)?;
        // A name stands here in a request only; it is a sequence of sets.
        if next(&mut inside(&field)?).is_none_or(|first| first.is(Tag::Set)) {
            return Some(Structure::Request);
        }
    }
    if !is_algorithm(&field) || !next(&mut parts)?.is(Tag::Sequence) {
        return None;
    }
    let time = next(&mut parts)?;
    if time.is(Tag::UtcTime) || time.is(Tag::GeneralizedTime) {
        Some(Structure::RevocationList)
    } else if time.is(Tag::Sequence) {
        Some(Structure::Certificate)
    } else {
        None
    }
}

fn is_algorithm(element: &Element<'_>) -> bool {
    inside(element)
        .and_then(|mut parts| next(&mut parts))
        .is_some_and(|first| first.is(Tag::Oid))
}

fn is_algorithm_with_parameters(element: &Element<'_>) -> bool {
    let Some(mut parts) = inside(element) else {
        return false;
    };
    next(&mut parts).is_some_and(|first| first.is(Tag::Oid))
        && next(&mut parts).is_some_and(|second| second.is(Tag::Sequence))
}

/// The next element, if one can be read.
fn next<'a>(reader: &mut Reader<'a>) -> Option<Element<'a>> {
    reader.next().ok().flatten()
}

/// The inside of a SEQUENCE.
fn inside<'a>(element: &Element<'a>) -> Option<Reader<'a>> {
    element.is(Tag::Sequence).then(|| Reader::inside(element))
}

fn all<'a>(mut reader: Reader<'a>, fits: impl Fn(&Element<'a>) -> bool) -> bool {
    loop {
        match reader.next() {
            Ok(Some(element)) if fits(&element) => {}
            Ok(None) => return true,
            _ => return false,
        }
    }
}

/// Whether this is an object identifier under pkcs-7 or under the S/MIME content types.
fn is_content_type(element: &Element<'_>) -> bool {
    /// 1.2.840.113549.1.7 (RFC 2315 §14)
    const PKCS7: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07];
    /// 1.2.840.113549.1.9.16.1 (RFC 5652, id-ct)
    const CONTENT_TYPES: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01];
    element.is(Tag::Oid) && (element.content.starts_with(PKCS7) || element.content.starts_with(CONTENT_TYPES))
}

#[cfg(test)]
mod tests {
    use openssl::{
        dh::Dh,
        dsa::Dsa,
        hash::MessageDigest,
        pkey::{PKey, Private},
        rsa::Rsa,
        x509::{X509Builder, X509Req},
    };

    use super::*;

    fn ec() -> PKey<Private> {
        PKey::ec_gen("prime256v1").unwrap()
    }

    fn certificate(version: i32) -> Vec<u8> {
        let key = ec();
        let mut builder = X509Builder::new().unwrap();
        builder.set_version(version).unwrap();
        builder.set_pubkey(&key).unwrap();
        builder.sign(&key, MessageDigest::sha256()).unwrap();
        builder.build().to_der().unwrap()
    }

    #[test]
    fn keys_are_told_in_every_encoding() {
        let rsa = Rsa::generate(1024).unwrap();
        let dsa = Dsa::generate(1024).unwrap();
        let ec = ec();
        let cipher = openssl::symm::Cipher::aes_256_cbc();
        let cases = [
            (rsa.private_key_to_der(), Structure::Key),
            (rsa.public_key_to_der_pkcs1(), Structure::RsaPublicKey),
            (rsa.public_key_to_der(), Structure::PublicKey),
            (dsa.private_key_to_der(), Structure::Key),
            (dsa.public_key_to_der(), Structure::PublicKey),
            (ec.ec_key().unwrap().private_key_to_der(), Structure::Key),
            (ec.private_key_to_pkcs8(), Structure::Key),
            (
                ec.private_key_to_pkcs8_passphrase(cipher, b"x"),
                Structure::EncryptedKey,
            ),
            (ec.public_key_to_der(), Structure::PublicKey),
            (
                Dh::get_2048_256().unwrap().params_to_der(),
                Structure::Parameters(Parameters::Dh),
            ),
        ];
        for (der, expected) in cases {
            assert_eq!(structure_of(&der.unwrap()), Some(expected));
        }
    }

    #[test]
    fn signed_structures_are_told_in_every_version() {
        let request = {
            let mut builder = X509Req::builder().unwrap();
            let key = ec();
            builder.set_pubkey(&key).unwrap();
            builder.sign(&key, MessageDigest::sha256()).unwrap();
            builder.build().to_der().unwrap()
        };
        assert_eq!(structure_of(&certificate(0)), Some(Structure::Certificate));
        assert_eq!(structure_of(&certificate(2)), Some(Structure::Certificate));
        assert_eq!(structure_of(&request), Some(Structure::Request));

        // Version where there is one, algorithm, empty issuer, time; then algorithm and signature.
        let algorithm = [0x30, 3, 6, 1, 0x2a];
        for version in [&[][..], &[2, 1, 1]] {
            let signed = [version, &algorithm, &[0x30, 0, 0x17, 0]].concat();
            let length = u8::try_from(signed.len()).unwrap();
            let list = [
                &[0x30, length + 10, 0x30, length][..],
                &signed,
                &algorithm,
                &[3, 1, 0],
            ]
            .concat();
            assert_eq!(structure_of(&list), Some(Structure::RevocationList), "{list:?}");
        }
    }

    #[test]
    fn containers_are_told_by_their_type() {
        let oid = [6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 7, 1];
        let info = [&[0x30, 11][..], &oid].concat();
        assert_eq!(structure_of(&info), Some(Structure::ContentInfo));
        let pfx = [&[0x30, 16, 2, 1, 3][..], &info].concat();
        assert_eq!(structure_of(&pfx), Some(Structure::Pkcs12));
        assert_eq!(structure_of(&[0x30, 3, 6, 1, 0x2a]), None);
    }
}
