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
use x509_parser::asn1_rs::Tag;

use super::oid::{EC, ED25519, P256, P384, RSA};
use crate::ber::{BerError, Octets, Reader};

const KEY: &str = "a private key";

/// The key in a `PrivateKeyInfo` in DER; nothing when it is of an unusual kind or form.
pub(super) fn read(der: &[u8]) -> Option<PKey<Private>> {
    parts(der).ok()?.assemble()
}

/// What is known of a key before OpenSSL sees it.
enum Parts<'a> {
    /// n, e, d, p, q, d mod (p - 1), d mod (q - 1), q⁻¹ mod p.
    Rsa([&'a [u8]; 8]),
    /// The curve, the scalar, and the point.
    Ec(Nid, Octets<'a>, &'a [u8]),
    Ed25519(Octets<'a>),
    Unusual,
}

impl Parts<'_> {
    fn assemble(&self) -> Option<PKey<Private>> {
        match self {
            Self::Rsa(numbers) => rsa(*numbers),
            Self::Ec(curve, scalar, point) => ec(*curve, scalar, point),
            Self::Ed25519(seed) => PKey::private_key_from_raw_bytes(seed, Id::ED25519),
            Self::Unusual => return None,
        }
        .ok()
    }
}

fn parts(der: &[u8]) -> Result<Parts<'_>, BerError> {
    let mut info = Reader::new(der, "the private key").sequence(KEY)?;
    info.integer("the version of a private key")?;
    let mut algorithm = info.sequence("the algorithm of a private key")?;
    let kind = algorithm.oid("the algorithm of a private key")?;
    let element = info.element(KEY)?;
    if !element.is(Tag::OctetString) || element.constructed {
        return Ok(Parts::Unusual);
    }
    let mut key = Reader::inside(&element);
    if kind.as_bytes() == RSA {
        rsa_parts(&mut key)
    } else if kind.as_bytes() == EC {
        let curve = algorithm.oid("the curve of a private key")?;
        ec_parts(curve.as_bytes(), &mut key)
    } else if kind.as_bytes() == ED25519 {
        Ok(Parts::Ed25519(Octets::read(&mut key, "the private key", KEY)?))
    } else {
        Ok(Parts::Unusual)
    }
}

fn rsa_parts<'a>(key: &mut Reader<'a>) -> Result<Parts<'a>, BerError> {
    let mut key = key.sequence(KEY)?;
    if key.integer("the version of an RSA key")? != 0 {
        return Ok(Parts::Unusual);
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

fn ec_parts<'a>(curve: &[u8], key: &mut Reader<'a>) -> Result<Parts<'a>, BerError> {
    let curve = if curve == P256 {
        Nid::X9_62_PRIME256V1
    } else if curve == P384 {
        Nid::SECP384R1
    } else {
        return Ok(Parts::Unusual);
    };
    let mut key = key.sequence(KEY)?;
    if key.integer("the version of an EC key")? != 1 {
        return Ok(Parts::Unusual);
    }
    let scalar = Octets::read(&mut key, "the scalar", "the scalar of an EC key")?;
    key.next_if(|element| element.is_context(0))?;
    let Some(point) = key.next_if(|element| element.is_context(1))? else {
        return Ok(Parts::Unusual);
    };
    let bits = Reader::inside(&point).element("the point of an EC key")?;
    match bits.content {
        // No bit of the last octet is unused.
        [0, point @ ..] if bits.is(Tag::BitString) && !bits.constructed => {
            Ok(Parts::Ec(curve, scalar, point))
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

fn ec(curve: Nid, scalar: &[u8], point: &[u8]) -> Result<PKey<Private>, ErrorStack> {
    let group = EcGroup::from_curve_name(curve)?;
    let mut context = BigNumContext::new()?;
    let point = EcPoint::from_bytes(&group, point, &mut context)?;
    let scalar = secret(scalar)?;
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

    #[test]
    fn a_key_from_its_numbers_is_the_key_that_openssl_reads() {
        for algorithm in [
            KeyAlgorithm::Rsa2048,
            KeyAlgorithm::EcP256,
            KeyAlgorithm::EcP384,
            KeyAlgorithm::Ed25519,
        ] {
            let der = PrivateKey::generate(algorithm).unwrap().write_der().unwrap();
            let key = read(&der).unwrap();
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
            assert!(read(&der[..length]).is_none(), "{length}");
        }
        let p521 = EcKey::generate(&EcGroup::from_curve_name(Nid::SECP521R1).unwrap()).unwrap();
        let der = PKey::from_ec_key(p521).unwrap().private_key_to_pkcs8().unwrap();
        assert!(read(&der).is_none());
    }
}
