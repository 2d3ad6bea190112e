//! Making the MAC over a PKCS#12 file (RFC 7292 §4, PBMAC1 by RFC 9579).

use yasna::{DERWriter, construct_der};

use super::{oid::PBMAC1, profile::Profile};
use crate::{
    ber::write_oid,
    pbe::{Derivation, Digest, EncodedPassword, Iterated, PbeError, Purpose, hmac, random, write_pbkdf2},
};

/// A `MacData` over `content`, in DER.
pub(super) fn new_mac(
    profile: Profile,
    iterations: u64,
    password: &EncodedPassword<'_>,
    content: &[u8],
) -> Result<Vec<u8>, PbeError> {
    let (digest, salt) = match profile {
        Profile::Modern | Profile::Pbmac1 => (Digest::SHA256, random::<16>()?.to_vec()),
        Profile::Legacy => (Digest::SHA1, random::<8>()?.to_vec()),
    };
    let with = Iterated {
        digest,
        salt: salt.clone(),
        iterations,
    };
    let derivation = match profile {
        Profile::Pbmac1 => Derivation::Pbkdf2(with),
        Profile::Modern | Profile::Legacy => Derivation::Pkcs12(with),
    };
    let key = derivation.derive(password, Purpose::MacKey, digest.size)?;
    let value = hmac(digest, &key, content)?;
    Ok(construct_der(|writer| {
        writer.write_sequence(|mac| {
            mac.next().write_sequence(|info| {
                match profile {
                    Profile::Pbmac1 => write_pbmac1(info.next(), digest, &salt, iterations),
                    Profile::Modern | Profile::Legacy => write_digest(info.next(), digest),
                }
                info.next().write_bytes(&value);
            });
            // PBMAC1 has its own; OpenSSL repeats them here.
            mac.next().write_bytes(&salt);
            mac.next().write_u64(iterations);
        });
    }))
}

fn write_digest(writer: DERWriter<'_>, digest: &Digest) {
    writer.write_sequence(|algorithm| {
        write_oid(algorithm.next(), &digest.oid);
        algorithm.next().write_null();
    });
}

fn write_pbmac1(writer: DERWriter<'_>, digest: &Digest, salt: &[u8], iterations: u64) {
    writer.write_sequence(|algorithm| {
        write_oid(algorithm.next(), &PBMAC1);
        algorithm.next().write_sequence(|parameters| {
            // RFC 9579 §5: the length of the key must be named.
            write_pbkdf2(parameters.next(), salt, iterations, Some(digest.size));
            parameters.next().write_sequence(|scheme| {
                write_oid(scheme.next(), &digest.hmac_oid);
                scheme.next().write_null();
            });
        });
    });
}
