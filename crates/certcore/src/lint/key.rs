//! Rules for public keys.

use x509_parser::{
    asn1_rs::{FromDer as _, Tag},
    public_key::RSAPublicKey,
};

use super::{
    examined::Examined,
    finding::Findings,
    group::rules,
    modulus::{Weakness, weakness},
    rule::Rule,
};
use crate::{
    ber::Reader,
    key::{KeyKind, PublicKey},
};

rules! {
    RSA_SMALL: Error, "rsa-key-small", "CA/B Forum TLS BR section 6.1.5",
        "An RSA key has fewer than 2048 bits.";
    RSA_NOT_OCTETS: Error, "rsa-key-not-octets", "CA/B Forum TLS BR section 6.1.5",
        "The size of an RSA key in bits is not a multiple of 8.";
    RSA_UNUSUAL: Notice, "rsa-key-unusual-size", "ISRG CP/CPS section 6.1.5",
        "An RSA key has a size that some CAs do not sign; they sign 2048, 3072 and 4096 bits.";
    RSA_LARGE: Warning, "rsa-key-large", "Go crypto/tls (8192 bits), OpenSSL OPENSSL_RSA_MAX_MODULUS_BITS (16384 bits)",
        "An RSA key has more than 8192 bits, which some peers refuse.";
    MODULUS_INVALID: Error, "rsa-modulus-invalid", "CA/B Forum TLS BR section 6.1.6, RFC 8017 section 3.1",
        "The modulus of an RSA key is zero, negative, or divisible by a number below 752, so it is no product of two large primes.";
    PRIMES_CLOSE: Error, "rsa-primes-close", "CA/B Forum TLS BR section 6.1.1.3",
        "The primes of an RSA key are so close that anyone can compute them (Fermat's method, 100 rounds).";
    EXPONENT_INVALID: Error, "rsa-exponent-invalid", "CA/B Forum TLS BR section 6.1.6",
        "The public exponent of an RSA key is even or less than 3.";
    EXPONENT_UNUSUAL: Warning, "rsa-exponent-unusual", "CA/B Forum TLS BR section 6.1.6",
        "The public exponent of an RSA key lies outside of 2^16+1 to 2^256-1.";
    CURVE_UNFIT: Error, "ec-curve-unfit", "CA/B Forum TLS BR section 6.1.5",
        "An EC key is on a curve other than P-256, P-384 and P-521.";
    CURVE_P521: Notice, "ec-curve-p521", "RFC 8446 section 9.1",
        "An EC key is on P-521, which not every TLS client accepts.";
    PARAMETERS_EXPLICIT: Error, "ec-parameters-explicit", "RFC 5480 section 2.1.1",
        "An EC key spells its curve out instead of naming it.";
    POINT_COMPRESSED: Warning, "ec-point-compressed", "RFC 5480 section 2.2",
        "The point of an EC key is compressed, which peers need not support.";
    PARAMETERS_WRONG: Warning, "key-parameters-wrong", "RFC 3279 section 2.3.1, RFC 8410 section 3, RFC 9881 section 4",
        "The algorithm of the key has parameters where none belong, or lacks the NULL of RSA; some peers refuse that.";
    DSA: Error, "dsa-key", "CA/B Forum TLS BR section 6.1.5",
        "The key is a DSA key, which TLS 1.3 does not have and no public CA signs.";
    NOT_PUBLIC: Notice, "key-not-for-public-ca", "CA/B Forum TLS BR section 7.1.3.1",
        "The key is of a kind that public CAs do not sign yet.";
    UNKNOWN: Warning, "key-algorithm-unknown", "CA/B Forum TLS BR section 7.1.3.1",
        "The key is of a kind that is not known here.";
    UNUSABLE: Error, "key-unusable", "RFC 5280 section 4.1.2.7",
        "The key is damaged or has parameters that cannot be used.";
}

pub(super) fn check(examined: &Examined<'_>, findings: &mut Findings) {
    let key = examined.public_key();
    if let Some((rule, predicate)) = of_kind(key.kind()) {
        findings.add(rule, examined, predicate);
    }
    if let Some(predicate) = wrong_parameters(key) {
        findings.add(&PARAMETERS_WRONG, examined, predicate);
    }
    match key.kind() {
        KeyKind::Rsa | KeyKind::RsaPss => rsa(examined, key, findings),
        KeyKind::EcOther(_) | KeyKind::Other(_) => {}
        // OpenSSL reads the point at infinity, and nothing can be done with it.
        _ if key.to_openssl().is_err() || key.key_bytes() == [0] => unusable(examined, findings),
        KeyKind::EcP256 | KeyKind::EcP384 | KeyKind::EcP521 if matches!(key.key_bytes(), [2 | 3, ..]) => {
            findings.add(
                &POINT_COMPRESSED,
                examined,
                "has an EC key with a compressed point, which some peers cannot read; make a key with an uncompressed one",
            );
        }
        _ => {}
    }
}

fn wrong_parameters(key: &PublicKey) -> Option<&'static str> {
    let mut algorithm = Reader::new(key.der(), "the key")
        .sequence("a key")
        .and_then(|mut key| key.sequence("an algorithm"))
        .ok()?;
    algorithm.next().ok()??;
    let parameters = algorithm.next().ok()?;
    match key.kind() {
        KeyKind::Rsa => (!parameters.is_some_and(|parameters| parameters.is(Tag::Null)))
            .then_some("has an RSA key without the parameters NULL; some peers refuse it"),
        KeyKind::Ed25519 | KeyKind::Ed448 | KeyKind::MlDsa44 | KeyKind::MlDsa65 | KeyKind::MlDsa87 => {
            parameters
                .is_some()
                .then_some("has a key with parameters, and its algorithm has none; some peers refuse it")
        }
        _ => None,
    }
}

/// What there is to say of every key of a kind.
fn of_kind(kind: &KeyKind) -> Option<(&'static Rule, String)> {
    match kind {
        KeyKind::Rsa | KeyKind::EcP256 | KeyKind::EcP384 => None,
        KeyKind::EcP521 => Some((
            &CURVE_P521,
            "has a key on P-521; every client accepts P-256, and not every one P-521".to_owned(),
        )),
        KeyKind::EcOther(oid) if oid.is_empty() => Some((
            &PARAMETERS_EXPLICIT,
            "has an EC key with explicit parameters; make a key on the named curve P-256 or P-384".to_owned(),
        )),
        KeyKind::EcOther(oid) => Some((
            &CURVE_UNFIT,
            format!("has an EC key on the curve {oid}; make one on P-256 or P-384"),
        )),
        KeyKind::Dsa => Some((
            &DSA,
            "has a DSA key; make an RSA key of 2048 bits or an EC key on P-256".to_owned(),
        )),
        KeyKind::Other(oid) => Some((&UNKNOWN, format!("has a key of an unknown kind ({oid})"))),
        KeyKind::RsaPss
        | KeyKind::Ed25519
        | KeyKind::Ed448
        | KeyKind::MlDsa44
        | KeyKind::MlDsa65
        | KeyKind::MlDsa87 => Some((
            &NOT_PUBLIC,
            format!("has a key of the kind {kind}; public CAs sign plain RSA keys and EC keys only, so far"),
        )),
    }
}

fn rsa(examined: &Examined<'_>, key: &PublicKey, findings: &mut Findings) {
    let Ok((_, parsed)) = RSAPublicKey::from_der(key.key_bytes()) else {
        return unusable(examined, findings);
    };
    let bits = key.bits();
    if bits < 2048 {
        findings.add(
            &RSA_SMALL,
            examined,
            format!("has an RSA key of {bits} bits; at least 2048 are needed"),
        );
    } else if !bits.is_multiple_of(8) {
        findings.add(
            &RSA_NOT_OCTETS,
            examined,
            format!("has an RSA key of {bits} bits, which is not a multiple of 8; make one of 2048 bits"),
        );
    } else if ![2048, 3072, 4096].contains(&bits) {
        findings.add(
            &RSA_UNUSUAL,
            examined,
            format!("has an RSA key of {bits} bits; every CA signs 2048, 3072 and 4096"),
        );
    }
    if bits > 8192 {
        findings.add(
            &RSA_LARGE,
            examined,
            format!(
                "has an RSA key of {bits} bits, and some peers refuse more than 8192; every one takes 4096"
            ),
        );
    }
    modulus(examined, parsed.modulus, findings);
    exponent(examined, parsed.exponent, findings);
}

fn modulus(examined: &Examined<'_>, content: &[u8], findings: &mut Findings) {
    let (rule, why) = match weakness(content) {
        None => return,
        Some(Weakness::NotPositive) => (&MODULUS_INVALID, "is zero or negative".to_owned()),
        Some(Weakness::SmallFactor(factor)) => (&MODULUS_INVALID, format!("is divisible by {factor}")),
        Some(Weakness::ClosePrimes) => (
            &PRIMES_CLOSE,
            "is the product of two primes so close that anyone can compute them".to_owned(),
        ),
    };
    let predicate = format!("has an RSA key whose modulus {why}; make a new key with another program");
    findings.add(rule, examined, predicate);
}

fn exponent(examined: &Examined<'_>, exponent: &[u8], findings: &mut Findings) {
    let start = exponent.iter().position(|octet| *octet != 0);
    let significant = start.and_then(|start| exponent.get(start..)).unwrap_or_default();
    let shown = || {
        format!(
            "has an RSA key with the public exponent 0x{}",
            hex::encode(significant)
        )
    };
    match significant {
        [] | [1] => findings.add(&EXPONENT_INVALID, examined, shown() + "; make a new key"),
        [.., last] if last.is_multiple_of(2) => {
            findings.add(&EXPONENT_INVALID, examined, shown() + "; make a new key");
        }
        // 2^16+1 is the smallest of three octets that is odd and not 2^16.
        short if short.len() < 3 => {
            findings.add(&EXPONENT_UNUSUAL, examined, shown() + "; 65537 is the usual one");
        }
        long if long.len() > 32 => {
            findings.add(&EXPONENT_UNUSUAL, examined, shown() + "; 65537 is the usual one");
        }
        _ => {}
    }
}

fn unusable(examined: &Examined<'_>, findings: &mut Findings) {
    findings.add(
        &UNUSABLE,
        examined,
        "has a key that is damaged: its encoding is wrong, or its point is not on the curve; make a new key",
    );
}
