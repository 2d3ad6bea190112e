//! PKCS#12 files that no program writes, put together field by field.

use openssl::{hash::MessageDigest, pkcs5::pbkdf2_hmac, symm};
use yasna::{DERWriter, Tag, construct_der, models::ObjectIdentifier};

pub(crate) const DATA: &[u64] = &[1, 2, 840, 113_549, 1, 7, 1];
const ENCRYPTED_DATA: &[u64] = &[1, 2, 840, 113_549, 1, 7, 6];
const PBES2: &[u64] = &[1, 2, 840, 113_549, 1, 5, 13];
const PBKDF2: &[u64] = &[1, 2, 840, 113_549, 1, 5, 12];
const PBMAC1: &[u64] = &[1, 2, 840, 113_549, 1, 5, 14];
const SCRYPT: &[u64] = &[1, 3, 6, 1, 4, 1, 11591, 4, 11];
const TRIPLE_DES: &[u64] = &[1, 2, 840, 113_549, 1, 12, 1, 3];
const AES_256_CBC: &[u64] = &[2, 16, 840, 1, 101, 3, 4, 1, 42];
const SHA256: &[u64] = &[2, 16, 840, 1, 101, 3, 4, 2, 1];
const HMAC_SHA256: &[u64] = &[1, 2, 840, 113_549, 2, 9];
const SHROUDED_KEY_BAG: &[u64] = &[1, 2, 840, 113_549, 1, 12, 10, 1, 2];
pub(crate) const SECRET_BAG: &[u64] = &[1, 2, 840, 113_549, 1, 12, 10, 1, 5];
pub(crate) const SAFE_CONTENTS_BAG: &[u64] = &[1, 2, 840, 113_549, 1, 12, 10, 1, 6];

pub(crate) const SALT: &[u8] = b"salt of eight";
const VECTOR: [u8; 16] = [7; 16];

pub(crate) fn sequence(elements: &[Vec<u8>]) -> Vec<u8> {
    construct_der(|writer| {
        writer.write_sequence(|sequence| {
            for element in elements {
                sequence.next().write_der(element);
            }
        });
    })
}

fn der(write: impl FnOnce(DERWriter<'_>)) -> Vec<u8> {
    construct_der(write)
}

pub(crate) fn oid(arcs: &[u64]) -> Vec<u8> {
    der(|writer| writer.write_oid(&ObjectIdentifier::from_slice(arcs)))
}

pub(crate) fn octets(content: &[u8]) -> Vec<u8> {
    der(|writer| writer.write_bytes(content))
}

pub(crate) fn integer(number: u64) -> Vec<u8> {
    der(|writer| writer.write_u64(number))
}

pub(crate) fn context(number: u64, element: &[u8]) -> Vec<u8> {
    der(|writer| writer.write_tagged(Tag::context(number), |inner| inner.write_der(element)))
}

/// A file with these contents and perhaps a `MacData`.
pub(crate) fn pfx(safes: &[Vec<u8>], mac: Option<Vec<u8>>) -> Vec<u8> {
    let mut fields = vec![integer(3), data(&sequence(safes))];
    fields.extend(mac);
    sequence(&fields)
}

/// Contents that are not encrypted.
pub(crate) fn data(content: &[u8]) -> Vec<u8> {
    sequence(&[oid(DATA), context(0, &octets(content))])
}

/// Contents under `algorithm`.
pub(crate) fn encrypted_data(algorithm: &[u8], ciphertext: &[u8]) -> Vec<u8> {
    let implicit = der(|writer| {
        writer.write_tagged_implicit(Tag::context(0), |inner| inner.write_bytes(ciphertext));
    });
    let content = sequence(&[oid(DATA), algorithm.to_vec(), implicit]);
    let encrypted = sequence(&[integer(0), content]);
    sequence(&[oid(ENCRYPTED_DATA), context(0, &encrypted)])
}

pub(crate) fn bag(kind: &[u64], value: &[u8]) -> Vec<u8> {
    sequence(&[oid(kind), context(0, value)])
}

/// A key under `algorithm`.
pub(crate) fn shrouded_key(algorithm: &[u8]) -> Vec<u8> {
    bag(
        SHROUDED_KEY_BAG,
        &sequence(&[algorithm.to_vec(), octets(&[0; 32])]),
    )
}

fn pbkdf2(iterations: &[u8], key_length: Option<u64>) -> Vec<u8> {
    let mut parameters = vec![octets(SALT), iterations.to_vec()];
    parameters.extend(key_length.map(integer));
    parameters.push(sequence(&[oid(HMAC_SHA256)]));
    sequence(&[oid(PBKDF2), sequence(&parameters)])
}

fn pbes2_with(derivation: Vec<u8>) -> Vec<u8> {
    let cipher = sequence(&[oid(AES_256_CBC), octets(&VECTOR)]);
    sequence(&[oid(PBES2), sequence(&[derivation, cipher])])
}

/// PBES2 with an iteration count that is encoded already.
pub(crate) fn pbes2(iterations: &[u8]) -> Vec<u8> {
    pbes2_with(pbkdf2(iterations, None))
}

pub(crate) fn scrypt(cost: u64, block_size: u64, parallelization: u64) -> Vec<u8> {
    let parameters = [
        octets(SALT),
        integer(cost),
        integer(block_size),
        integer(parallelization),
    ];
    pbes2_with(sequence(&[oid(SCRYPT), sequence(&parameters)]))
}

pub(crate) fn triple_des(iterations: &[u8]) -> Vec<u8> {
    sequence(&[oid(TRIPLE_DES), sequence(&[octets(SALT), iterations.to_vec()])])
}

/// An HMAC-SHA-256 of nothing in particular.
pub(crate) fn mac(iterations: &[u8]) -> Vec<u8> {
    let info = sequence(&[sequence(&[oid(SHA256)]), octets(&[0; 32])]);
    sequence(&[info, octets(SALT), iterations.to_vec()])
}

pub(crate) fn pbmac1(iterations: &[u8], key_length: Option<u64>) -> Vec<u8> {
    let parameters = sequence(&[pbkdf2(iterations, key_length), sequence(&[oid(HMAC_SHA256)])]);
    let info = sequence(&[sequence(&[oid(PBMAC1), parameters]), octets(&[0; 32])]);
    sequence(&[info, octets(SALT), integer(1)])
}

/// `plaintext` under [`pbes2`] with one iteration.
pub(crate) fn encrypt(password: &str, plaintext: &[u8]) -> Vec<u8> {
    let mut key = [0; 32];
    pbkdf2_hmac(password.as_bytes(), SALT, 1, MessageDigest::sha256(), &mut key).unwrap();
    symm::encrypt(symm::Cipher::aes_256_cbc(), &key, Some(&VECTOR), plaintext).unwrap()
}
