//! Algorithm identifiers of the schemes that are written here.

use openssl::rand::rand_bytes;
use yasna::{DERWriter, construct_der};

use super::{
    derivation::PBKDF2,
    digest::Digest,
    error::PbeError,
    scheme::{AES_256_CBC, PBES2, SHA1_TRIPLE_DES},
};
use crate::ber::write_oid;

/// PBES2 with AES-256-CBC and PBKDF2-HMAC-SHA-256 (RFC 8018 §6.2), with a new salt and a new vector.
pub(crate) fn new_pbes2(iterations: u64) -> Result<Vec<u8>, PbeError> {
    pbes2(&random::<16>()?, iterations)
}

/// PBES2 like [`new_pbes2`], with this salt and a new vector.
pub(crate) fn pbes2(salt: &[u8; 16], iterations: u64) -> Result<Vec<u8>, PbeError> {
    let vector = random::<16>()?;
    Ok(construct_der(|writer| {
        writer.write_sequence(|algorithm| {
            write_oid(algorithm.next(), &PBES2);
            algorithm.next().write_sequence(|parameters| {
                write_pbkdf2(parameters.next(), salt, iterations, None);
                parameters.next().write_sequence(|cipher| {
                    write_oid(cipher.next(), &AES_256_CBC);
                    cipher.next().write_bytes(&vector);
                });
            });
        });
    }))
}

/// pbeWithSHAAnd3-KeyTripleDES-CBC (RFC 7292 appendix C), with a new salt.
pub(crate) fn new_pkcs12_triple_des(iterations: u64) -> Result<Vec<u8>, PbeError> {
    let salt = random::<8>()?;
    Ok(construct_der(|writer| {
        writer.write_sequence(|algorithm| {
            write_oid(algorithm.next(), &SHA1_TRIPLE_DES);
            algorithm.next().write_sequence(|parameters| {
                parameters.next().write_bytes(&salt);
                parameters.next().write_u64(iterations);
            });
        });
    }))
}

/// PBKDF2-HMAC-SHA-256 (RFC 8018 appendix A.2), with the length of the key where it must be named.
pub(crate) fn write_pbkdf2(writer: DERWriter<'_>, salt: &[u8], iterations: u64, key_length: Option<usize>) {
    writer.write_sequence(|function| {
        write_oid(function.next(), &PBKDF2);
        function.next().write_sequence(|parameters| {
            parameters.next().write_bytes(salt);
            parameters.next().write_u64(iterations);
            if let Some(length) = key_length {
                parameters.next().write_u64(length as u64);
            }
            parameters.next().write_sequence(|prf| {
                write_oid(prf.next(), &Digest::SHA256.hmac_oid);
                prf.next().write_null();
            });
        });
    });
}

/// Octets from OpenSSL's random generator.
pub(crate) fn random<const LENGTH: usize>() -> Result<[u8; LENGTH], PbeError> {
    let mut octets = [0; LENGTH];
    rand_bytes(&mut octets)?;
    Ok(octets)
}
