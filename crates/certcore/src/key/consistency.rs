//! Whether the two halves of a private key belong together (RFC 8017 §3.2, SP 800-56A revision 3 §5.6.2.1.4).
//!
//! Checked once, when a key is read. For RSA these are the equations between the numbers; whether p and q are prime is
//! not tested, since that takes longer than everything else that is done with a key. For a key on a curve, and for DSA,
//! the public half is computed again. Other keys hold no public half of their own: OpenSSL computes it, and for ML-DSA
//! compares all parts of the key when it reads it.

use openssl::{
    bn::{BigNum, BigNumContext, BigNumRef},
    dsa::DsaRef,
    ec::{EcGroupRef, EcKeyRef, EcPoint},
    error::ErrorStack,
    pkey::{Id, PKeyRef, Private},
    rsa::RsaRef,
};

use thiserror::Error;

use super::public::{PublicKey, PublicKeyError};
use crate::diagnostic::error_names;

/// The longest RSA modulus that OpenSSL works with, in bits (`OPENSSL_RSA_MAX_MODULUS_BITS`).
const MODULUS_LIMIT: i32 = 16384;
/// The longest modulus under which OpenSSL takes any public exponent, and the longest exponent above it, in bits
/// (`OPENSSL_RSA_SMALL_MODULUS_BITS`, `OPENSSL_RSA_MAX_PUBEXP_BITS`).
const SMALL_MODULUS: i32 = 3072;
const EXPONENT_LIMIT: i32 = 64;
/// The longest p and q of a DSA key, in bits (`OPENSSL_DSA_MAX_MODULUS_BITS`, FIPS 186-4 §4.2).
const DSA_LIMITS: (i32, i32) = (10_000, 256);

/// Whether OpenSSL computes with numbers of this size.
///
/// # Errors
///
/// [`PublicKeyError::Unusable`].
pub(super) fn check_size(key: &PKeyRef<Private>, public: &PublicKey) -> Result<(), PublicKeyError> {
    let too_long = match key.id() {
        Id::RSA | Id::RSA_PSS => key.rsa().is_ok_and(|key| {
            let (modulus, exponent) = (key.n().num_bits(), key.e().num_bits());
            modulus > MODULUS_LIMIT || modulus > SMALL_MODULUS && exponent > EXPONENT_LIMIT
        }),
        Id::DSA => key
            .dsa()
            .is_ok_and(|key| key.p().num_bits() > DSA_LIMITS.0 || key.q().num_bits() > DSA_LIMITS.1),
        _ => false,
    };
    if too_long { Err(public.unusable()) } else { Ok(()) }
}

/// Checks a key whose size is right; `stated` is the public half that stands beside it in a `OneAsymmetricKey`
/// (RFC 5958 §2).
///
/// # Errors
///
/// [`InconsistentKey`] with the first thing that does not fit.
pub(super) fn check(
    key: &PKeyRef<Private>,
    public: &PublicKey,
    stated: Option<&[u8]>,
) -> Result<(), InconsistentKey> {
    let fault = match key.id() {
        Id::RSA | Id::RSA_PSS => key.rsa().and_then(|key| rsa(&key)),
        Id::EC => key.ec_key().and_then(|key| ec(&key)),
        Id::DSA => key.dsa().and_then(|key| dsa(&key)),
        _ => Ok(None),
    };
    // What comes before a computation excludes that it fails, unless memory is short.
    let fault = fault.unwrap_or(Some("OpenSSL cannot compute with its numbers"));
    let fault = fault.or_else(|| {
        let differs = stated.is_some_and(|stated| !is_same(key, public, stated));
        differs.then_some("the public key beside it is that of another key")
    });
    fault.map_or(Ok(()), |reason| Err(InconsistentKey { reason }))
}

/// The private half of a key does not belong to its public half.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error(
    "the private key does not match its public key: {reason}; the key is damaged, or parts of two keys were mixed. Use a \
     sound copy of the key, or create a new one"
)]
pub struct InconsistentKey {
    pub(super) reason: &'static str,
}

error_names!(InconsistentKey {
    _ => "key-inconsistent", "The private half of a key does not match its public half.";
});

/// What is wrong, if anything is.
type Fault = Result<Option<&'static str>, ErrorStack>;

/// RFC 8017 §3.2, both representations, with two primes.
fn rsa(key: &RsaRef<Private>) -> Fault {
    let (modulus, public, private) = (key.n(), key.e(), key.d());
    let (Some(p), Some(q), Some(first), Some(second), Some(coefficient)) =
        (key.p(), key.q(), key.dmp1(), key.dmq1(), key.iqmp())
    else {
        return Ok(Some("one of the numbers of the RSA key is missing"));
    };
    let one = BigNum::from_u32(1)?;
    if public.num_bits() < 2 || !public.is_odd() || public >= modulus {
        return Ok(Some("e of the RSA key is not an odd number between 3 and n"));
    }
    // Nothing below is larger than n, so the work is bounded.
    let is_factor = |factor: &BigNumRef| factor > &*one && factor < modulus && factor.is_odd();
    if !is_factor(p) || !is_factor(q) || p == q {
        return Ok(Some("p or q of the RSA key is not a prime factor of n"));
    }
    if private.num_bits() == 0 || private >= modulus {
        return Ok(Some("d of the RSA key is not a number between 1 and n"));
    }
    let mut context = BigNumContext::new_secure()?;
    let mut product = BigNum::new_secure()?;
    product.checked_mul(p, q, &mut context)?;
    if &*product != modulus {
        return Ok(Some("n of the RSA key is not the product of p and q"));
    }
    for (prime, exponent, reason) in [
        (p, first, "d mod (p - 1) of the RSA key does not fit e and p"),
        (q, second, "d mod (q - 1) of the RSA key does not fit e and q"),
    ] {
        let mut order = BigNum::new_secure()?;
        order.checked_sub(prime, &one)?;
        if exponent >= &*order || !is_inverse(public, exponent, &order, &mut context)? {
            return Ok(Some(reason));
        }
        if !is_inverse(public, private, &order, &mut context)? {
            return Ok(Some("d of the RSA key does not fit e, p and q"));
        }
    }
    if coefficient >= p || !is_inverse(q, coefficient, p, &mut context)? {
        return Ok(Some("1/q mod p of the RSA key does not fit p and q"));
    }
    Ok(None)
}

/// Whether the product of two numbers leaves 1.
fn is_inverse(
    one: &BigNumRef,
    other: &BigNumRef,
    modulus: &BigNumRef,
    context: &mut BigNumContext,
) -> Result<bool, ErrorStack> {
    let mut product = BigNum::new_secure()?;
    product.checked_mul(one, other, context)?;
    let mut rest = BigNum::new_secure()?;
    rest.nnmod(&product, modulus, context)?;
    Ok(rest.num_bits() == 1)
}

/// SEC 1 §3.2.1: the scalar is between 1 and n - 1, and the point is the scalar times the generator.
fn ec(key: &EcKeyRef<Private>) -> Fault {
    let group = key.group();
    let scalar = key.private_key();
    let mut context = BigNumContext::new_secure()?;
    let mut order = BigNum::new()?;
    group.order(&mut order, &mut context)?;
    if scalar.num_bits() == 0 || scalar.is_negative() || scalar >= &*order {
        return Ok(Some(
            "the scalar of the EC key is not between 1 and the order of the curve",
        ));
    }
    let mut point = EcPoint::new(group)?;
    point.mul_generator2(group, scalar, &mut context)?;
    Ok(if point.eq(group, key.public_key(), &mut context)? {
        None
    } else {
        Some("the point of the EC key does not fit its scalar")
    })
}

/// FIPS 186-4 §4.1.
fn dsa(key: &DsaRef<Private>) -> Fault {
    let secret = key.priv_key();
    if secret.num_bits() == 0 || secret >= key.q() || key.g() >= key.p() || !key.p().is_odd() {
        return Ok(Some("x of the DSA key is not between 1 and q"));
    }
    let mut context = BigNumContext::new_secure()?;
    let mut exponent = BigNum::new_secure()?;
    exponent.copy_from_slice(&zeroize::Zeroizing::new(secret.to_vec()))?;
    exponent.set_const_time();
    let mut power = BigNum::new_secure()?;
    power.mod_exp(key.g(), &exponent, key.p(), &mut context)?;
    Ok(if &*power == key.pub_key() {
        None
    } else {
        Some("y of the DSA key does not fit x")
    })
}

/// Whether the content of a `publicKey` is that of `public`; a point may stand there compressed.
fn is_same(key: &PKeyRef<Private>, public: &PublicKey, stated: &[u8]) -> bool {
    let point = |group: &EcGroupRef| {
        let mut context = BigNumContext::new()?;
        let point = EcPoint::from_bytes(group, stated, &mut context)?;
        let key = key.ec_key()?;
        point.eq(group, key.public_key(), &mut context)
    };
    stated == public.key_bytes()
        || key.id() == Id::EC && key.ec_key().and_then(|key| point(key.group())).unwrap_or(false)
}
