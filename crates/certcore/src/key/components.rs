//! Private keys put together from their numbers (RFC 5958 §2, RFC 8017 appendix A.1.2, RFC 5915 §3, RFC 8410 §7).
//!
//! OpenSSL's decoder works on a copy of the octets and gives it back to the allocator without overwriting it, so a key
//! that it has read stays in memory for as long as nothing else happens to be put there. The usual kinds of key are
//! therefore taken apart here, and put together in `encoding`; the decoder gets what is left.

use openssl::{
    bn::{BigNum, BigNumContext},
    ec::{EcGroup, EcKey, EcPoint},
    error::ErrorStack,
    nid::Nid,
    pkey::{Id, PKey, Private},
    rsa::Rsa,
};
use x509_parser::asn1_rs::{Oid, Tag};

use super::oid::{EC, ED25519, P256, P384, RSA};
use crate::ber::{BerError, Octets, Reader};

const KEY: &str = "a private key";

/// What octets hold.
pub(super) enum Found {
    /// A key.
    Key(PKey<Private>),
    /// An RSA key with more than two primes (RFC 8017 §3.2).
    SeveralPrimes,
    /// Something that is left to OpenSSL, and may be no key.
    Unusual,
}

/// The key in a `PrivateKeyInfo`, an `RSAPrivateKey` or an `ECPrivateKey` in DER.
pub(super) fn read(der: &[u8]) -> Found {
    parts(der).map_or(Found::Unusual, |parts| parts.assemble())
}

/// The `publicKey` of a `OneAsymmetricKey` (RFC 5958 §2), where it has one.
pub(super) fn stated_public(der: &[u8]) -> Option<&[u8]> {
    let mut info = Reader::new(der, "the private key").sequence(KEY).ok()?;
    info.integer(KEY).ok()?;
    info.sequence(KEY).ok()?;
    while let Some(element) = info.next().ok()? {
        if element.is_context(1) && !element.constructed {
            return element.content.strip_prefix(&[0]);
        }
    }
    None
}

/// What is known of a key before OpenSSL sees it.
enum Parts<'a> {
    /// n, e, d, p, q, d mod (p - 1), d mod (q - 1), q⁻¹ mod p.
    Rsa([&'a [u8]; 8]),
    /// The curve, the scalar, and the point where it is there.
    Ec(Nid, Octets<'a>, Option<&'a [u8]>),
    Ed25519(Octets<'a>),
    SeveralPrimes,
    Unusual,
}

impl Parts<'_> {
    fn assemble(&self) -> Found {
        let key = match self {
            Self::Rsa(numbers) => rsa(*numbers),
            Self::Ec(curve, scalar, point) => ec(*curve, scalar, *point),
            Self::Ed25519(seed) => PKey::private_key_from_raw_bytes(seed, Id::ED25519),
            Self::SeveralPrimes => return Found::SeveralPrimes,
            Self::Unusual => return Found::Unusual,
        };
        key.map_or(Found::Unusual, Found::Key)
    }
}

fn parts(der: &[u8]) -> Result<Parts<'_>, BerError> {
    let mut key = Reader::new(der, "the private key").sequence(KEY)?;
    let mut ahead = key.clone();
    let version = ahead.integer("the version of a private key")?;
    let second = ahead.element(KEY)?;
    if second.is(Tag::Integer) {
        rsa_parts(&mut key)
    } else if second.is(Tag::OctetString) {
        ec_parts(None, &mut key)
    } else if second.is(Tag::Sequence) && second.constructed && version <= 1 {
        info_parts(Reader::inside(&second), &mut ahead)
    } else {
        Ok(Parts::Unusual)
    }
}

fn info_parts<'a>(mut algorithm: Reader<'a>, info: &mut Reader<'a>) -> Result<Parts<'a>, BerError> {
    let kind = algorithm.oid("the algorithm of a private key")?;
    let element = info.element(KEY)?;
    if !element.is(Tag::OctetString) || element.constructed {
        return Ok(Parts::Unusual);
    }
    let mut key = Reader::inside(&element);
    if kind.as_bytes() == RSA {
        rsa_parts(&mut key.sequence(KEY)?)
    } else if kind.as_bytes() == EC {
        let curve = algorithm.oid("the curve of a private key")?;
        ec_parts(Some(curve.as_bytes()), &mut key.sequence(KEY)?)
    } else if kind.as_bytes() == ED25519 {
        Ok(Parts::Ed25519(Octets::read(&mut key, "the private key", KEY)?))
    } else {
        Ok(Parts::Unusual)
    }
}

/// The inside of an `RSAPrivateKey`.
fn rsa_parts<'a>(key: &mut Reader<'a>) -> Result<Parts<'a>, BerError> {
    match key.integer("the version of an RSA key")? {
        0 => {}
        1 => return Ok(Parts::SeveralPrimes),
        _ => return Ok(Parts::Unusual),
    }
    let mut numbers = [&[][..]; 8];
    for number in &mut numbers {
        let element = key.element("a number of an RSA key")?;
        match element.content {
            [0..=0x7f, ..] if element.is(Tag::Integer) && !element.constructed => *number = element.content,
            _ => return Ok(Parts::Unusual),
        }
    }
    Ok(Parts::Rsa(numbers))
}

/// The inside of an `ECPrivateKey`; the curve stands in it, or outside.
fn ec_parts<'a>(curve: Option<&[u8]>, key: &mut Reader<'a>) -> Result<Parts<'a>, BerError> {
    if key.integer("the version of an EC key")? != 1 {
        return Ok(Parts::Unusual);
    }
    let scalar = Octets::read(key, "the scalar", "the scalar of an EC key")?;
    let inside = match key.next_if(|element| element.is_context(0))? {
        Some(parameters) => Some(Reader::inside(&parameters).oid("the curve of an EC key")?),
        None => None,
    };
    let curve = match curve.or(inside.as_ref().map(Oid::as_bytes)) {
        Some(P256) => Nid::X9_62_PRIME256V1,
        Some(P384) => Nid::SECP384R1,
        _ => return Ok(Parts::Unusual),
    };
    let Some(point) = key.next_if(|element| element.is_context(1))? else {
        return Ok(Parts::Ec(curve, scalar, None));
    };
    let bits = Reader::inside(&point).element("the point of an EC key")?;
    match bits.content {
        // No bit of the last octet is unused.
        [0, point @ ..] if bits.is(Tag::BitString) && !bits.constructed => {
            Ok(Parts::Ec(curve, scalar, Some(point)))
        }
        _ => Ok(Parts::Unusual),
    }
}

fn rsa(numbers: [&[u8]; 8]) -> Result<PKey<Private>, ErrorStack> {
    let [modulus, exponent, rest @ ..] = numbers;
    let [private, p, q, first, second, coefficient] = rest.map(secret);
    PKey::from_rsa(Rsa::from_private_components(
        BigNum::from_slice(modulus)?,
        BigNum::from_slice(exponent)?,
        private?,
        p?,
        q?,
        first?,
        second?,
        coefficient?,
    )?)
}

fn ec(curve: Nid, scalar: &[u8], point: Option<&[u8]>) -> Result<PKey<Private>, ErrorStack> {
    let group = EcGroup::from_curve_name(curve)?;
    let mut context = BigNumContext::new_secure()?;
    let scalar = secret(scalar)?;
    let point = if let Some(point) = point {
        EcPoint::from_bytes(&group, point, &mut context)?
    } else {
        let mut point = EcPoint::new(&group)?;
        point.mul_generator2(&group, &scalar, &mut context)?;
        point
    };
    PKey::from_ec_key(EcKey::from_private_components(&group, &scalar, &point)?)
}

/// A number that OpenSSL overwrites, also in the copies that it makes.
fn secret(octets: &[u8]) -> Result<BigNum, ErrorStack> {
    let mut number = BigNum::new_secure()?;
    number.copy_from_slice(octets)?;
    Ok(number)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::key::{KeyAlgorithm, PrivateKey};

    fn found(der: &[u8]) -> Option<PKey<Private>> {
        match read(der) {
            Found::Key(key) => Some(key),
            Found::SeveralPrimes | Found::Unusual => None,
        }
    }

    #[test]
    fn the_traditional_forms_are_taken_apart_too() {
        let rsa = Rsa::generate(1024).unwrap();
        let key = found(&rsa.private_key_to_der().unwrap()).unwrap();
        assert!(key.public_eq(&PKey::from_rsa(rsa).unwrap()));
        let ec = EcKey::generate(&EcGroup::from_curve_name(Nid::SECP384R1).unwrap()).unwrap();
        let key = found(&ec.private_key_to_der().unwrap()).unwrap();
        assert!(key.public_eq(&PKey::from_ec_key(ec).unwrap()));
    }

    #[test]
    fn a_key_from_its_numbers_is_the_key_that_openssl_reads() {
        for algorithm in [
            KeyAlgorithm::Rsa2048,
            KeyAlgorithm::EcP256,
            KeyAlgorithm::EcP384,
            KeyAlgorithm::Ed25519,
        ] {
            let der = PrivateKey::generate(algorithm).unwrap().write_der().unwrap();
            let key = found(&der).unwrap();
            let read_by_openssl = PKey::private_key_from_der(&der).unwrap();
            assert!(key.public_eq(&read_by_openssl), "{algorithm}");
            assert_eq!(key.private_key_to_pkcs8().unwrap(), *der, "{algorithm}");
            let pem = PrivateKey::read_der(&der, None).unwrap().write_pem().unwrap();
            assert_eq!(key.private_key_to_pem_pkcs8().unwrap(), *pem, "{algorithm}");
        }
    }

    #[test]
    fn what_is_cut_short_or_unusual_is_left_to_openssl() {
        let der = PrivateKey::generate(KeyAlgorithm::EcP256)
            .unwrap()
            .write_der()
            .unwrap();
        for length in 0..der.len() {
            assert!(found(&der[..length]).is_none(), "{length}");
        }
        let p521 = EcKey::generate(&EcGroup::from_curve_name(Nid::SECP521R1).unwrap()).unwrap();
        let der = PKey::from_ec_key(p521).unwrap().private_key_to_pkcs8().unwrap();
        assert!(found(&der).is_none());
    }
}
