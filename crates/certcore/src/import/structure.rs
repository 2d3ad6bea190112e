//! What a DER object is, told from its outermost elements.

use x509_parser::asn1_rs::Tag;

use super::{
    element::{Element, Elements},
    object::Parameters,
};

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
    let (top, _) = Element::read(bytes).ok()?;
    if !top.is(Tag::Sequence) {
        return None;
    }
    let mut parts = top.elements();
    let first = parts.next()?;
    if first.is(Tag::Oid) {
        return is_content_type(&first).then_some(Structure::ContentInfo);
    }
    let second = parts.next()?;
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
    let signed = is_algorithm(&second) && parts.next().is_some_and(|third| third.is(Tag::BitString));
    if signed { signed_part(&first) } else { None }
}

/// Whether this is what OpenSSL writes behind a trusted certificate: uses, refusals, an alias and a key identifier.
pub(super) fn is_trust_settings(element: &Element<'_>) -> bool {
    element.is(Tag::Sequence)
        && element.elements().all(|part| {
            part.is(Tag::Utf8String)
                || part.is(Tag::OctetString)
                || part.is_context(0)
                || part.is_context(1)
                || part.is(Tag::Sequence) && part.elements().all(|usage| usage.is(Tag::Oid))
        })
}

/// A structure whose first element is a number.
fn numbered(first: &Element<'_>, second: &Element<'_>, mut rest: Elements<'_>) -> Option<Structure> {
    if second.is(Tag::Sequence) {
        if rest.next().is_some_and(|third| third.is(Tag::OctetString)) {
            return is_algorithm(second).then_some(Structure::Key);
        }
        let content_type = second.elements().next()?;
        return (first.content == [3] && is_content_type(&content_type)).then_some(Structure::Pkcs12);
    }
    if second.is(Tag::OctetString) {
        return (first.content == [1]).then_some(Structure::Key);
    }
    if !second.is(Tag::Integer) {
        return None;
    }
    // RSA keys have nine numbers, DSA keys six, DSA parameters three.
    match rest.take_while(|part| part.is(Tag::Integer)).take(8).count() {
        7.. | 4 if first.content == [0] => Some(Structure::Key),
        1 => Some(Structure::Parameters(Parameters::Dsa)),
        // A generator of 2 or 5 is no RSA exponent that anyone uses.
        0 if matches!(second.content, [2 | 5]) => Some(Structure::Parameters(Parameters::Dh)),
        0 => Some(Structure::RsaPublicKey),
        _ => None,
    }
}

/// The part of a certificate, request or revocation list that is signed.
fn signed_part(part: &Element<'_>) -> Option<Structure> {
    let mut parts = part.elements();
    let mut next = parts.next()?;
    if next.is_context(0) {
        return Some(Structure::Certificate);
    }
    if next.is(Tag::Integer) {
        next = parts.next()?;
        // A name stands here in a request only; it is a sequence of sets.
        if next.elements().next().is_none_or(|first| first.is(Tag::Set)) {
            return Some(Structure::Request);
        }
    }
    if !is_algorithm(&next) || !parts.next()?.is(Tag::Sequence) {
        return None;
    }
    let time = parts.next()?;
    if time.is(Tag::UtcTime) || time.is(Tag::GeneralizedTime) {
        Some(Structure::RevocationList)
    } else if time.is(Tag::Sequence) {
        Some(Structure::Certificate)
    } else {
        None
    }
}

fn is_algorithm(element: &Element<'_>) -> bool {
    element.is(Tag::Sequence) && element.elements().next().is_some_and(|first| first.is(Tag::Oid))
}

fn is_algorithm_with_parameters(element: &Element<'_>) -> bool {
    let mut parts = element.elements();
    element.is(Tag::Sequence)
        && parts.next().is_some_and(|first| first.is(Tag::Oid))
        && parts.next().is_some_and(|second| second.is(Tag::Sequence))
}

/// Whether this is an object identifier under pkcs-7 or under the S/MIME content types.
fn is_content_type(element: &Element<'_>) -> bool {
    /// 1.2.840.113549.1.7 (RFC 2315 §14)
    const PKCS7: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x07];
    /// 1.2.840.113549.1.9.16.1 (RFC 5652, id-ct)
    const CONTENT_TYPES: &[u8] = &[0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x09, 0x10, 0x01];
    element.is(Tag::Oid) && (element.content.starts_with(PKCS7) || element.content.starts_with(CONTENT_TYPES))
}
