//! A private key that is read signs what its public half verifies; one whose halves do not belong together is refused.
#![expect(clippy::unwrap_used, reason = "a test that cannot be set up has failed")]

use std::sync::LazyLock;

use certcore::{
    diagnostic::Diagnostic as _,
    issue::Description,
    key::{KeyAlgorithm, KeyKind, PrivateKey, PublicKey, SignError, SigningKey},
    x509::{Serial, Validity},
};
use chrono::DateTime;
use openssl::{
    bn::{BigNum, BigNumContext, BigNumRef},
    dh::Dh,
    dsa::Dsa,
    ec::{EcGroup, EcKey, EcPoint, PointConversionForm},
    hash::MessageDigest,
    nid::Nid,
    pkey::{Id, PKey, Private},
    rsa::Rsa,
    sign::Verifier,
};
use proptest::{prelude::*, sample::Index};
use yasna::{Tag, construct_der, models::ObjectIdentifier};

/// The name of the error that reading gives.
fn refused(der: &[u8]) -> &'static str {
    match PrivateKey::read_der(der, None) {
        Ok(_) => "read",
        Err(error) => error.name(),
    }
}

/// n, e, d, p, q, d mod (p - 1), d mod (q - 1), 1/q mod p.
type Numbers = [BigNum; 8];

fn numbers(key: &Rsa<Private>) -> Numbers {
    [
        Some(key.n()),
        Some(key.e()),
        Some(key.d()),
        key.p(),
        key.q(),
        key.dmp1(),
        key.dmq1(),
        key.iqmp(),
    ]
    .map(|number| copy(number.unwrap()))
}

fn copy(number: &BigNumRef) -> BigNum {
    number.to_owned().unwrap()
}

/// An `RSAPrivateKey` (RFC 8017 appendix A.1.2).
fn pkcs1(numbers: &[BigNum]) -> Vec<u8> {
    construct_der(|writer| {
        writer.write_sequence(|key| {
            key.next().write_u8(0);
            for number in numbers {
                key.next().write_bigint_bytes(&number.to_vec(), !is_zero(number));
            }
        });
    })
}

fn is_zero(number: &BigNumRef) -> bool {
    number.num_bits() == 0
}

/// A `OneAsymmetricKey` (RFC 5958 §2), of version 2 with a public key.
fn pkcs8(algorithm: &[&[u64]], key: &[u8], public: Option<&[u8]>) -> Vec<u8> {
    construct_der(|writer| {
        writer.write_sequence(|info| {
            info.next().write_u8(public.is_some().into());
            info.next().write_sequence(|parts| {
                for oid in algorithm {
                    parts.next().write_oid(&ObjectIdentifier::from_slice(oid));
                }
            });
            info.next().write_bytes(key);
            if let Some(public) = public {
                info.next().write_tagged_implicit(Tag::context(1), |bits| {
                    bits.write_bitvec_bytes(public, public.len() * 8);
                });
            }
        });
    })
}

const RSA: &[u64] = &[1, 2, 840, 113_549, 1, 1, 1];
const EC: &[u64] = &[1, 2, 840, 10045, 2, 1];
const P256: &[u64] = &[1, 2, 840, 10045, 3, 1, 7];
const ED25519: &[u64] = &[1, 3, 101, 112];

#[test]
fn every_number_of_an_rsa_key_belongs_to_the_others() {
    let [own, other] = [1536, 1536].map(|bits| numbers(&Rsa::generate(bits).unwrap()));
    assert_eq!(refused(&pkcs1(&own)), "read");
    let zero = BigNum::new().unwrap();
    for position in 2..8 {
        let mut larger = copy(&own[position]);
        larger.add_word(2).unwrap();
        for wrong in [&other[position], &zero, &larger] {
            let mut mixed = numbers_of(&own);
            mixed[position] = copy(wrong);
            let key = pkcs1(&mixed);
            assert_eq!(refused(&key), "key-inconsistent", "number {position}: {wrong:?}");
            assert_eq!(refused(&pkcs8(&[RSA], &key, None)), "key-inconsistent");
        }
    }
    for e in [1, 4] {
        let mut mixed = numbers_of(&own);
        mixed[1] = BigNum::from_u32(e).unwrap();
        assert_eq!(refused(&pkcs1(&mixed)), "key-inconsistent", "e = {e}");
    }
    // All but n and e of another key, and factors of n that are none: 1 and n.
    let mut mixed = numbers_of(&other);
    mixed[0] = copy(&own[0]);
    assert_eq!(refused(&pkcs1(&mixed)), "key-inconsistent");
    let mut trivial = numbers_of(&own);
    trivial[3] = BigNum::from_u32(1).unwrap();
    trivial[4] = copy(&own[0]);
    assert_eq!(refused(&pkcs1(&trivial)), "key-inconsistent");
}

fn numbers_of(numbers: &Numbers) -> Numbers {
    numbers.each_ref().map(|number| copy(number))
}

#[test]
fn rsa_keys_that_openssl_does_not_compute_with_are_refused_at_once() {
    let mut numbers = numbers(&Rsa::generate(1024).unwrap());
    for position in [0, 3, 4] {
        numbers[position] = BigNum::from_slice(&vec![0x81; 1 << 16]).unwrap();
    }
    assert_eq!(refused(&pkcs1(&numbers)), "public-key-unusable");
}

#[test]
fn rsa_keys_with_three_primes_are_refused_by_name() {
    let numbers = numbers(&Rsa::generate(1024).unwrap());
    let mut key = pkcs1(&numbers);
    let version = key.windows(3).position(|octets| octets == [2, 1, 0]).unwrap();
    key[version + 2] = 1;
    assert_eq!(refused(&key), "key-several-primes");
    assert_eq!(refused(&pkcs8(&[RSA], &key, None)), "key-several-primes");
}

/// An `ECPrivateKey` (RFC 5915 §3); the curve and the point can be left out.
fn sec1(scalar: &[u8], curve: Option<&[u64]>, point: Option<&[u8]>) -> Vec<u8> {
    construct_der(|writer| {
        writer.write_sequence(|key| {
            key.next().write_u8(1);
            key.next().write_bytes(scalar);
            if let Some(curve) = curve {
                let curve = ObjectIdentifier::from_slice(curve);
                key.next()
                    .write_tagged(Tag::context(0), |parameters| parameters.write_oid(&curve));
            }
            if let Some(point) = point {
                key.next().write_tagged(Tag::context(1), |bits| {
                    bits.write_bitvec_bytes(point, point.len() * 8);
                });
            }
        });
    })
}

#[test]
fn the_point_of_an_ec_key_belongs_to_its_scalar() {
    for (curve, nid, length) in [
        (P256, Nid::X9_62_PRIME256V1, 32),
        (&[1, 3, 132, 0, 34], Nid::SECP384R1, 48),
        (&[1, 3, 132, 0, 35], Nid::SECP521R1, 66),
        (&[1, 3, 132, 0, 10], Nid::SECP256K1, 32),
    ] {
        let group = EcGroup::from_curve_name(nid).unwrap();
        let [own, other] = [0, 1].map(|_| EcKey::generate(&group).unwrap());
        let mut context = BigNumContext::new().unwrap();
        let mut order = BigNum::new().unwrap();
        group.order(&mut order, &mut context).unwrap();
        let beyond = &order + own.private_key();
        let zero = BigNum::new().unwrap();
        let [own_point, other_point] = [&own, &other].map(|key| {
            let mut context = BigNumContext::new().unwrap();
            let point = key.public_key();
            point
                .to_bytes(&group, PointConversionForm::UNCOMPRESSED, &mut context)
                .unwrap()
        });
        for (scalar, point, expected) in [
            (own.private_key(), Some(&own_point), "read"),
            (own.private_key(), None, "read"),
            (own.private_key(), Some(&other_point), "key-inconsistent"),
            (&*beyond, Some(&own_point), "key-inconsistent"),
            (&*order, Some(&own_point), "key-inconsistent"),
            (&*zero, Some(&own_point), "key-inconsistent"),
            (&*zero, None, "key-inconsistent"),
        ] {
            let scalar = scalar.to_vec_padded(length.max(scalar.num_bytes())).unwrap();
            let point = point.map(Vec::as_slice);
            let key = sec1(&scalar, Some(curve), point);
            assert_eq!(refused(&key), expected, "{curve:?} {scalar:?}, SEC 1");
            let key = pkcs8(&[EC, curve], &sec1(&scalar, None, point), None);
            assert_eq!(refused(&key), expected, "{curve:?} {scalar:?}, PKCS#8");
        }
    }
}

#[test]
fn an_ec_key_without_its_point_is_read_with_the_right_one() {
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    let key = EcKey::generate(&group).unwrap();
    let bare = sec1(&key.private_key().to_vec_padded(32).unwrap(), Some(P256), None);
    let read = PrivateKey::read_der(&bare, None).unwrap();
    assert_eq!(
        read.public().der(),
        PKey::from_ec_key(key).unwrap().public_key_to_der().unwrap()
    );
}

#[test]
fn the_public_key_beside_a_private_key_is_its_own() {
    let [own, other] = [0, 1].map(|_| PKey::generate_ed25519().unwrap());
    let seed = construct_der(|writer| writer.write_bytes(&own.raw_private_key().unwrap()));
    let with = |public: &PKey<Private>| pkcs8(&[ED25519], &seed, Some(&public.raw_public_key().unwrap()));
    assert_eq!(refused(&with(&own)), "read");
    assert_eq!(refused(&with(&other)), "key-inconsistent");

    let [own, other] = [0, 1].map(|_| PrivateKey::generate(KeyAlgorithm::EcP256).unwrap());
    let der = own.write_der().unwrap();
    let sec1 = &der[26 + 1..];
    let sec1 = &sec1[sec1.iter().position(|octet| *octet == 0x30).unwrap()..];
    let group = EcGroup::from_curve_name(Nid::X9_62_PRIME256V1).unwrap();
    let mut context = BigNumContext::new().unwrap();
    let point = EcPoint::from_bytes(&group, own.public().key_bytes(), &mut context).unwrap();
    let compressed = point.to_bytes(&group, PointConversionForm::COMPRESSED, &mut context);
    for (public, expected) in [
        (own.public().key_bytes(), "read"),
        (&compressed.unwrap(), "read"),
        (other.public().key_bytes(), "key-inconsistent"),
        (&[1, 2, 3], "key-inconsistent"),
    ] {
        assert_eq!(refused(&pkcs8(&[EC, P256], sec1, Some(public))), expected);
    }
}

#[test]
fn the_public_number_of_a_dsa_key_belongs_to_its_secret_one() {
    let key = Dsa::generate(1024).unwrap();
    let mut wrong = copy(key.pub_key());
    wrong.add_word(1).unwrap();
    for (public, expected) in [(copy(key.pub_key()), "read"), (wrong, "key-inconsistent")] {
        let [p, q, g, secret] = [key.p(), key.q(), key.g(), key.priv_key()].map(copy);
        let key = Dsa::from_private_components(p, q, g, secret, public).unwrap();
        assert_eq!(refused(&key.private_key_to_der().unwrap()), expected);
    }
}

#[test]
fn a_dsa_key_has_the_bits_of_its_modulus() {
    for bits in [1024, 2048] {
        let key = Dsa::generate(bits).unwrap();
        let public = PublicKey::read(&key.public_key_to_der().unwrap()).unwrap();
        assert_eq!(public.bits(), usize::try_from(bits).unwrap());
    }
    let key = Dh::get_2048_256().unwrap().generate_key().unwrap();
    let key = PKey::from_dh(key).unwrap();
    let public = PublicKey::read(&key.public_key_to_der().unwrap()).unwrap();
    assert_eq!(public.bits(), 2048);
}

#[test]
fn dsa_keys_with_one_number_and_other_parameters_differ() {
    let key = Dsa::generate(1024).unwrap();
    let mut other = copy(key.g());
    other.add_word(1).unwrap();
    let [one, other] = [copy(key.g()), other].map(|generator| {
        let [p, q, public] = [key.p(), key.q(), key.pub_key()].map(copy);
        let key = Dsa::from_public_components(p, q, generator, public).unwrap();
        PublicKey::read(&key.public_key_to_der().unwrap()).unwrap()
    });
    assert_ne!(one, other);
    assert_ne!(one.identity(), other.identity());
}

#[test]
fn a_key_is_the_same_however_it_is_encoded() {
    let rsa = PrivateKey::generate(KeyAlgorithm::Rsa2048).unwrap();
    let mut without_null = rsa.public().der().to_vec();
    without_null.drain(17..19);
    without_null[5] -= 2;
    without_null[3] -= 2;
    let group = EcGroup::from_curve_name(Nid::SECP384R1).unwrap();
    let ec = PrivateKey::generate(KeyAlgorithm::EcP384).unwrap();
    let mut context = BigNumContext::new().unwrap();
    let point = EcPoint::from_bytes(&group, ec.public().key_bytes(), &mut context).unwrap();
    let point = point
        .to_bytes(&group, PointConversionForm::COMPRESSED, &mut context)
        .unwrap();
    let mut compressed = ec.public().der()[..24].to_vec();
    compressed[21] = u8::try_from(point.len() + 1).unwrap();
    compressed[23] = 0;
    compressed.truncate(23);
    compressed.extend(&point);
    compressed[1] = u8::try_from(compressed.len() - 2).unwrap();
    for (key, encoded) in [(rsa, without_null), (ec, compressed)] {
        let other = PublicKey::read(&encoded).unwrap();
        assert_ne!(other.sha256(), key.public().sha256());
        assert_eq!(other.identity(), key.public().identity());
        assert_eq!(key.public().identity(), key.public().sha256());
        assert_eq!(&other, key.public());
        let strange = PrivateKey::generate(KeyAlgorithm::EcP384).unwrap();
        assert_ne!(&other, strange.public());
        assert_ne!(other.identity(), strange.public().identity());
    }
}

/// A key that lives elsewhere, and says that it has the public half of another.
struct Mismatched {
    key: PrivateKey,
    claimed: PublicKey,
}

impl SigningKey for Mismatched {
    fn public_key(&self) -> &PublicKey {
        &self.claimed
    }

    fn sign(&self, message: &[u8]) -> Result<Vec<u8>, SignError> {
        self.key.sign(message)
    }
}

#[test]
fn a_key_elsewhere_that_signs_for_another_is_refused() {
    let validity = Validity::for_days(DateTime::from_timestamp(1_800_000_000, 0).unwrap(), 90).unwrap();
    let description = Description::builder().dns("mail.example.com").build().unwrap();
    for algorithm in [KeyAlgorithm::EcP256, KeyAlgorithm::Ed25519, KeyAlgorithm::Rsa2048] {
        let [key, other] = [0, 1].map(|_| PrivateKey::generate(algorithm).unwrap());
        let own = Mismatched {
            claimed: key.public().clone(),
            key: key.clone(),
        };
        assert!(description.request(&own).unwrap().check().is_ok());
        let mixed = Mismatched {
            claimed: other.public().clone(),
            key,
        };
        let serial = Serial::from_random([7; 16]);
        let error = description.self_signed(&mixed, validity, &serial).unwrap_err();
        assert_eq!(error.name(), "key-inconsistent");
        assert_eq!(
            description.request(&mixed).unwrap_err().name(),
            "key-inconsistent"
        );
    }
}

/// One key of every kind that can be made here, in DER; and one more of each, to take octets from.
static KEYS: LazyLock<Vec<[Vec<u8>; 2]>> = LazyLock::new(|| {
    KeyAlgorithm::ALL
        .into_iter()
        .filter(|algorithm| !matches!(algorithm, KeyAlgorithm::Rsa3072 | KeyAlgorithm::Rsa4096))
        .map(|algorithm| [0, 1].map(|_| PrivateKey::generate(algorithm)))
        .filter_map(|keys| {
            let [Ok(one), Ok(other)] = keys else { return None };
            Some([one, other].map(|key| key.write_der().unwrap().to_vec()))
        })
        .collect()
});

/// What happens to the octets of a key.
#[derive(Clone, Debug)]
enum Damage {
    None,
    Flip(Vec<(Index, u8)>),
    /// The same range of another key of the kind.
    Splice(Index, Index),
}

fn damage() -> impl Strategy<Value = Damage> {
    prop_oneof![
        1 => Just(Damage::None),
        8 => prop::collection::vec((any::<Index>(), 1..=255_u8), 1..4).prop_map(Damage::Flip),
        4 => (any::<Index>(), any::<Index>()).prop_map(|(start, end)| Damage::Splice(start, end)),
    ]
}

/// Whether OpenSSL verifies with `public` what `key` signs.
fn signs_and_verifies(key: &PrivateKey) -> bool {
    let message = b"a message";
    let signature = key.sign(message).unwrap();
    let public = PKey::public_key_from_der(key.public().der()).unwrap();
    let mut verifier = match (public.id(), key.public().kind()) {
        (Id::RSA, _) | (_, KeyKind::EcP256) => Verifier::new(MessageDigest::sha256(), &public),
        (_, KeyKind::EcP384) => Verifier::new(MessageDigest::sha384(), &public),
        _ => Verifier::new_without_digest(&public),
    }
    .unwrap();
    verifier.verify_oneshot(&signature, message).unwrap()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn a_key_that_is_read_signs_and_verifies(which in any::<Index>(), damage in damage()) {
        let [key, other] = which.get(&KEYS);
        let mut der = key.clone();
        match &damage {
            Damage::None => {}
            Damage::Flip(places) => {
                for (place, mask) in places {
                    der[place.index(key.len())] ^= mask;
                }
            }
            Damage::Splice(start, end) => {
                let length = key.len().min(other.len());
                let (start, end) = (start.index(length), end.index(length));
                der[start.min(end)..start.max(end)].copy_from_slice(&other[start.min(end)..start.max(end)]);
            }
        }
        let read = PrivateKey::read_der(&der, None);
        if matches!(damage, Damage::None) {
            prop_assert!(read.is_ok());
        }
        if let Ok(read) = read {
            prop_assert!(signs_and_verifies(&read), "{:?}", read);
        }
    }
}
