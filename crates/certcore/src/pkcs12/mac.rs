//! The MAC over a PKCS#12 file (RFC 7292 §4, PBMAC1 by RFC 9579).

use openssl::memcmp;
use x509_parser::asn1_rs::Oid;

use super::{oid::PBMAC1, protection::MacProtection};
use crate::{
    ber::{BerError, BerProblem, Octets, Reader},
    pbe::{
        Derivation, Digest, EncodedPassword, Iterated, PbeError, Purpose, Work, hmac, name_of,
        read_iterations,
    },
};

/// The lengths of key that PBMAC1 may use, in octets: shorter ones are refused by RFC 9579 §5, longer ones are no use.
const PBMAC1_KEY_LENGTHS: std::ops::RangeInclusive<u64> = 20..=64;

/// How the MAC is made, and what it is.
#[derive(Debug)]
pub(super) struct Mac {
    scheme: MacScheme,
    derivation: Derivation,
    key_length: usize,
    digest: &'static Digest,
    value: Vec<u8>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum MacScheme {
    Pkcs12,
    Pbmac1,
}

impl Mac {
    /// Reads a `MacData`, whose inside `fields` is.
    pub(super) fn read(fields: &mut Reader<'_>) -> Result<Self, PbeError> {
        let mut info = fields.sequence("the algorithm and value of the MAC")?;
        let mut algorithm = info.sequence("the algorithm identifier of the MAC")?;
        let oid = algorithm.oid("the object identifier of the MAC")?;
        let value = Octets::read(&mut info, "the MAC", "the value of the MAC")?.to_vec();
        if oid == PBMAC1 {
            // RFC 9579 §5: salt and iterations outside of the parameters mean nothing.
            return Self::read_pbmac1(&mut algorithm.sequence("the parameters of PBMAC1")?, value);
        }
        let digest = Digest::from_oid(&oid).ok_or_else(|| unknown(&oid))?;
        let salt = Octets::read(fields, "the salt", "the salt of the MAC")?.to_vec();
        let mut ahead = fields.clone();
        let iterations = match ahead.next()? {
            None => 1,
            Some(_) => read_iterations(fields)?,
        };
        Ok(Self {
            scheme: MacScheme::Pkcs12,
            derivation: Derivation::Pkcs12(Iterated {
                digest,
                salt,
                iterations,
            }),
            key_length: digest.size,
            digest,
            value,
        })
    }

    fn read_pbmac1(parameters: &mut Reader<'_>, value: Vec<u8>) -> Result<Self, PbeError> {
        let place = parameters.place();
        let (derivation, key_length) = Derivation::read(parameters)?;
        let key_length = key_length
            .filter(|length| PBMAC1_KEY_LENGTHS.contains(length))
            .and_then(|length| usize::try_from(length).ok())
            .ok_or(BerError::new(
                place,
                BerProblem::Expected("a length of the MAC key between 20 and 64 octets"),
            ))?;
        let mut algorithm = parameters.sequence("the algorithm identifier of an HMAC")?;
        let oid = algorithm.oid("the object identifier of an HMAC")?;
        Ok(Self {
            scheme: MacScheme::Pbmac1,
            derivation,
            key_length,
            digest: Digest::from_hmac_oid(&oid).ok_or_else(|| unknown(&oid))?,
            value,
        })
    }

    /// What making its key costs.
    pub(super) fn work(&self) -> Work {
        self.derivation.work(self.key_length)
    }

    /// Whether it is the MAC over `content` under `password`.
    pub(super) fn fits(&self, password: &EncodedPassword<'_>, content: &[u8]) -> Result<bool, PbeError> {
        let key = self
            .derivation
            .derive(password, Purpose::MacKey, self.key_length)?;
        let value = hmac(self.digest, &key, content)?;
        Ok(value.len() == self.value.len() && memcmp::eq(&value, &self.value))
    }

    /// What it is called.
    pub(super) fn description(&self) -> MacProtection {
        let hmac = format!("HMAC-{}", self.digest.name);
        MacProtection {
            algorithm: match self.scheme {
                MacScheme::Pkcs12 => hmac,
                MacScheme::Pbmac1 => format!("PBMAC1-{hmac}-{}", self.derivation.name()),
            },
            iterations: self.derivation.iterations(),
            weak_digest: self.digest.is_weak(),
        }
    }
}

fn unknown(oid: &Oid<'_>) -> PbeError {
    PbeError::UnknownAlgorithm {
        algorithm: name_of(oid),
    }
}
