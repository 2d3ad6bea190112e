//! Keys from passwords: PBKDF1 and PBKDF2 (RFC 8018 §5), PKCS#12 (RFC 7292 appendix B), scrypt (RFC 7914).

use openssl::{error::ErrorStack, pkcs5};
use x509_parser::asn1_rs::{Oid, Tag, oid};
use zeroize::Zeroizing;

use super::{
    digest::{Digest, Hasher, name_of},
    error::PbeError,
    password::EncodedPassword,
    work::{MEMORY_LIMIT, Work, WorkBudget},
};
use crate::{
    ber::{BerError, BerProblem, Octets, Reader},
    work::{Budget, Derived},
};

pub(super) const PBKDF2: Oid<'static> = oid!(1.2.840.113549.1.5.12);
const SCRYPT: Oid<'static> = oid!(1.3.6.1.4.1.11591.4.11);

/// A derivation function with its parameters.
#[derive(Debug)]
pub(crate) enum Derivation {
    Pkcs12(Iterated),
    Pbkdf1(Iterated),
    Pbkdf2(Iterated),
    Scrypt {
        salt: Vec<u8>,
        cost: u64,
        block_size: u64,
        parallelization: u64,
    },
}

/// Parameters of a function that hashes again and again.
#[derive(Debug)]
pub(crate) struct Iterated {
    pub(crate) digest: &'static Digest,
    pub(crate) salt: Vec<u8>,
    pub(crate) iterations: u64,
}

/// What the derived octets are for; its number is the diversifier of RFC 7292 §B.3.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Purpose {
    EncryptionKey = 1,
    InitializationVector = 2,
    MacKey = 3,
}

impl Derivation {
    /// Reads a key derivation function of PBES2 or PBMAC1, with the length of key that it names.
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<(Self, Option<u64>), PbeError> {
        let mut function = reader.sequence("a key derivation function")?;
        let oid = function.oid("the object identifier of a key derivation function")?;
        if oid == PBKDF2 {
            Self::read_pbkdf2(&mut function.sequence("the parameters of PBKDF2")?)
        } else if oid == SCRYPT {
            Self::read_scrypt(&mut function.sequence("the parameters of scrypt")?)
        } else {
            Err(PbeError::UnknownAlgorithm {
                algorithm: name_of(&oid),
            })
        }
    }

    fn read_pbkdf2(parameters: &mut Reader<'_>) -> Result<(Self, Option<u64>), PbeError> {
        let salt = Octets::read(parameters, "the salt", "the salt of PBKDF2")?.to_vec();
        let iterations = read_iterations(parameters)?;
        let length = parameters.optional_integer("a length of key")?;
        let digest = match parameters.next_if(|element| element.is(Tag::Sequence))? {
            // RFC 8018 appendix A.2: HMAC-SHA-1 when none is named.
            None => Digest::SHA1,
            Some(function) => {
                let oid = Reader::inside(&function).oid("the object identifier of an HMAC")?;
                Digest::from_hmac_oid(&oid).ok_or_else(|| PbeError::UnknownAlgorithm {
                    algorithm: name_of(&oid),
                })?
            }
        };
        let function = Self::Pbkdf2(Iterated {
            digest,
            salt,
            iterations,
        });
        Ok((function, length))
    }

    fn read_scrypt(parameters: &mut Reader<'_>) -> Result<(Self, Option<u64>), PbeError> {
        let function = Self::Scrypt {
            salt: Octets::read(parameters, "the salt", "the salt of scrypt")?.to_vec(),
            cost: parameters.integer("the cost of scrypt")?,
            block_size: parameters.integer("the block size of scrypt")?,
            parallelization: parameters.integer("the parallelization of scrypt")?,
        };
        Ok((function, parameters.optional_integer("a length of key")?))
    }

    /// What deriving `length` octets costs.
    pub(crate) fn work(&self, length: usize) -> Work {
        match self {
            Self::Pkcs12(with) | Self::Pbkdf2(with) => {
                let rounds = with.iterations.saturating_mul(with.digest.work());
                Work::rounds(rounds, length, with.digest.size)
            }
            Self::Pbkdf1(with) => Work::rounds(with.iterations.saturating_mul(with.digest.work()), 1, 1),
            Self::Scrypt {
                cost,
                block_size,
                parallelization,
                ..
            } => Work {
                // Measured: one unit of N × r × p takes about as long as one iteration of PBKDF2.
                iterations: cost.saturating_mul(*block_size).saturating_mul(*parallelization),
                memory: cost
                    .saturating_add(*parallelization)
                    .saturating_mul(*block_size)
                    .saturating_mul(128),
            },
        }
    }

    /// Derives `length` octets.
    ///
    /// # Errors
    ///
    /// [`PbeError::TooManyIterations`], [`PbeError::TooMuchMemory`] when this one derivation is beyond what a file may
    /// ask for in total; [`PbeError::Failed`].
    pub(crate) fn derive(
        &self,
        password: &EncodedPassword<'_>,
        purpose: Purpose,
        length: usize,
    ) -> Result<Zeroizing<Vec<u8>>, PbeError> {
        WorkBudget::default().take(self.work(length))?;
        let mut key = Zeroizing::new(vec![0; length]);
        match self {
            Self::Pkcs12(with) => pkcs12(with, &password.utf16, purpose, &mut key)?,
            Self::Pbkdf1(with) => pbkdf1(with, password.utf8, purpose, &mut key)?,
            Self::Pbkdf2(with) => pkcs5::pbkdf2_hmac(
                password.utf8,
                &with.salt,
                usize::try_from(with.iterations).unwrap_or(usize::MAX),
                with.digest.for_openssl()?,
                &mut key,
            )?,
            Self::Scrypt {
                salt,
                cost,
                block_size,
                parallelization,
            } => pkcs5::scrypt(
                password.utf8,
                salt,
                *cost,
                *block_size,
                *parallelization,
                // OpenSSL counts two blocks more than RFC 7914 does.
                MEMORY_LIMIT * 2,
                &mut key,
            )?,
        }
        Ok(key)
    }

    /// Derives like [`Derivation::derive`]. The work is taken from a budget, which also remembers the last key: the keys
    /// of one file can share a password and a salt.
    ///
    /// # Errors
    ///
    /// As [`Derivation::derive`]; [`PbeError::WorkLimit`].
    pub(crate) fn derive_within(
        &self,
        password: &EncodedPassword<'_>,
        purpose: Purpose,
        length: usize,
        budget: &mut Budget,
    ) -> Result<Zeroizing<Vec<u8>>, PbeError> {
        let from = self.origin(password, purpose, length)?;
        if let Some(last) = budget.derived.as_ref().filter(|last| last.from == from) {
            return Ok(last.key.clone());
        }
        budget.take(self.work(length).iterations)?;
        let key = self.derive(password, purpose, length)?;
        budget.derived = Some(Derived {
            from,
            key: key.clone(),
        });
        Ok(key)
    }

    /// A digest of all that a derived key depends on.
    fn origin(
        &self,
        password: &EncodedPassword<'_>,
        purpose: Purpose,
        length: usize,
    ) -> Result<Zeroizing<[u8; 32]>, ErrorStack> {
        let mut hash = Hasher::new(Digest::SHA256)?;
        // The debug form shows every parameter, and none of them is secret.
        let function = format!("{self:?} {purpose:?} {length} {} ", password.utf16.len());
        let digest = hash.iterate(&[function.as_bytes(), password.utf8, &password.utf16], 1)?;
        let mut origin = Zeroizing::new([0; 32]);
        origin
            .iter_mut()
            .zip(digest.iter())
            .for_each(|(to, from)| *to = *from);
        Ok(origin)
    }

    /// Its name for people.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Pkcs12(with) => format!("PKCS12-{}", with.digest.name),
            Self::Pbkdf1(with) => format!("PBKDF1-{}", with.digest.name),
            Self::Pbkdf2(with) => format!("PBKDF2-HMAC-{}", with.digest.name),
            Self::Scrypt { .. } => "scrypt".to_owned(),
        }
    }

    /// How often it hashes; N for scrypt.
    pub(crate) fn iterations(&self) -> u64 {
        match self {
            Self::Pkcs12(with) | Self::Pbkdf1(with) | Self::Pbkdf2(with) => with.iterations,
            Self::Scrypt { cost, .. } => *cost,
        }
    }
}

/// Reads an iteration count: at least 1.
pub(crate) fn read_iterations(reader: &mut Reader<'_>) -> Result<u64, BerError> {
    const EXPECTED: &str = "an iteration count of at least 1";
    let place = reader.place();
    match reader.integer(EXPECTED)? {
        0 => Err(BerError::new(place, BerProblem::Expected(EXPECTED))),
        iterations => Ok(iterations),
    }
}

/// RFC 8018 §5.1; PBES1 takes the key from the first eight octets and the vector from the next (§6.1.1).
fn pbkdf1(with: &Iterated, password: &[u8], purpose: Purpose, output: &mut [u8]) -> Result<(), ErrorStack> {
    let hash = Hasher::new(with.digest)?.iterate(&[password, &with.salt], with.iterations)?;
    let skipped = if purpose == Purpose::InitializationVector {
        8
    } else {
        0
    };
    output
        .iter_mut()
        .zip(hash.iter().skip(skipped))
        .for_each(|(to, from)| *to = *from);
    Ok(())
}

/// RFC 7292 §B.2.
fn pkcs12(with: &Iterated, password: &[u8], purpose: Purpose, output: &mut [u8]) -> Result<(), ErrorStack> {
    let mut hasher = Hasher::new(with.digest)?;
    let block = hasher.block_size();
    let diversifier = vec![purpose as u8; block];
    let mut input = Zeroizing::new(repeated(&with.salt, block));
    let password = Zeroizing::new(repeated(password, block));
    input.reserve_exact(password.len());
    input.extend_from_slice(&password);
    for piece in output.chunks_mut(with.digest.size) {
        let hash = hasher.iterate(&[&diversifier, &input], with.iterations)?;
        piece
            .iter_mut()
            .zip(hash.iter())
            .for_each(|(to, from)| *to = *from);
        for number in input.chunks_mut(block) {
            add_one_and(number, &hash);
        }
    }
    Ok(())
}

/// `octets` again and again, up to a whole number of blocks.
fn repeated(octets: &[u8], block: usize) -> Vec<u8> {
    let length = octets.len().next_multiple_of(block);
    octets.iter().copied().cycle().take(length).collect()
}

/// Adds 1 and the repeated `hash` to a number of the same length, and drops what overflows.
fn add_one_and(number: &mut [u8], hash: &[u8]) {
    let length = number.len();
    let addend: Zeroizing<Vec<u8>> = Zeroizing::new(hash.iter().copied().cycle().take(length).collect());
    let mut carry = 1;
    for (digit, addend) in number.iter_mut().zip(addend.iter()).rev() {
        let sum = u16::from(*digit) + u16::from(*addend) + carry;
        let [high, low] = sum.to_be_bytes();
        *digit = low;
        carry = u16::from(high);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::secret::Password;

    fn derived(function: &Derivation, password: &str, purpose: Purpose, length: usize) -> String {
        let password = Password::new(password).unwrap();
        let key = function.derive(&EncodedPassword::new(&password), purpose, length);
        hex::encode(key.unwrap())
    }

    fn pkcs12_sha1(salt: &str, iterations: u64) -> Derivation {
        Derivation::Pkcs12(Iterated {
            digest: Digest::SHA1,
            salt: hex::decode(salt).unwrap(),
            iterations,
        })
    }

    #[test]
    fn too_many_iterations_are_refused_before_the_first() {
        let password = Password::new("x").unwrap();
        let error = pkcs12_sha1("00", 1 << 31)
            .derive(&EncodedPassword::new(&password), Purpose::MacKey, 20)
            .unwrap_err();
        assert!(matches!(error, PbeError::TooManyIterations { asked, .. } if asked == 1 << 31));
    }

    #[test]
    fn scrypt_agrees_with_rfc_7914() {
        let function = Derivation::Scrypt {
            salt: b"SodiumChloride".to_vec(),
            cost: 16384,
            block_size: 8,
            parallelization: 1,
        };
        assert!(
            derived(&function, "pleaseletmein", Purpose::EncryptionKey, 64)
                .starts_with("7023bdcb3afd7348461c06cd81fd38eb")
        );
    }

    #[test]
    fn scrypt_with_too_much_memory_is_refused() {
        for (cost, parallelization) in [(1 << 20, 1), (2, 1 << 19)] {
            let function = Derivation::Scrypt {
                salt: vec![0],
                cost,
                block_size: 8,
                parallelization,
            };
            let password = Password::new("x").unwrap();
            let error = function
                .derive(&EncodedPassword::new(&password), Purpose::EncryptionKey, 32)
                .unwrap_err();
            assert!(matches!(error, PbeError::TooMuchMemory { .. }), "{error:?}");
        }
    }
}
