//! Schemes that encrypt under a password: a derivation function and a cipher.

use x509_parser::asn1_rs::{Oid, oid};
use zeroize::Zeroizing;

use super::{
    algorithm::Encryption,
    cipher::Cipher,
    derivation::{Derivation, Iterated, Purpose, read_iterations},
    digest::{Digest, name_of},
    error::PbeError,
    password::EncodedPassword,
    work::Work,
};
use crate::{
    ber::{BerError, BerProblem, Octets, Reader, is_one_sequence},
    work::Budget,
};

pub(super) const PBES2: Oid<'static> = oid!(1.2.840.113549.1.5.13);
pub(super) const AES_256_CBC: Oid<'static> = oid!(2.16.840.1.101.3.4.1.42);
pub(super) const SHA1_TRIPLE_DES: Oid<'static> = oid!(1.2.840.113549.1.12.1.3);
const RC2_CBC: Oid<'static> = oid!(1.2.840.113549.3.2);

/// The ciphers of PBES2 whose parameter is nothing but the vector.
const BLOCK_CIPHERS: [(Oid<'static>, Cipher); 11] = [
    (oid!(2.16.840.1.101.3.4.1.2), Cipher::AES_128),
    (oid!(2.16.840.1.101.3.4.1.22), Cipher::AES_192),
    (AES_256_CBC, Cipher::AES_256),
    (oid!(1.2.840.113549.3.7), Cipher::TRIPLE_DES),
    (oid!(1.3.14.3.2.7), Cipher::DES),
    (oid!(1.2.392.200011.61.1.1.1.2), Cipher::CAMELLIA_128),
    (oid!(1.2.392.200011.61.1.1.1.3), Cipher::CAMELLIA_192),
    (oid!(1.2.392.200011.61.1.1.1.4), Cipher::CAMELLIA_256),
    (oid!(1.2.410.200046.1.1.2), Cipher::ARIA_128),
    (oid!(1.2.410.200046.1.1.7), Cipher::ARIA_192),
    (oid!(1.2.410.200046.1.1.12), Cipher::ARIA_256),
];

/// A derivation function that still wants its salt and iterations.
type Function = fn(Iterated) -> Derivation;

/// The schemes that one object identifier names whole: RFC 8018 appendix A.3 and RFC 7292 appendix C.
const WHOLE_SCHEMES: [(Oid<'static>, Function, &Digest, Cipher); 10] = [
    (
        oid!(1.2.840.113549.1.5.3),
        Derivation::Pbkdf1,
        Digest::MD5,
        Cipher::DES,
    ),
    (
        oid!(1.2.840.113549.1.5.6),
        Derivation::Pbkdf1,
        Digest::MD5,
        Cipher::RC2_64,
    ),
    (
        oid!(1.2.840.113549.1.5.10),
        Derivation::Pbkdf1,
        Digest::SHA1,
        Cipher::DES,
    ),
    (
        oid!(1.2.840.113549.1.5.11),
        Derivation::Pbkdf1,
        Digest::SHA1,
        Cipher::RC2_64,
    ),
    (
        oid!(1.2.840.113549.1.12.1.1),
        Derivation::Pkcs12,
        Digest::SHA1,
        Cipher::RC4_128,
    ),
    (
        oid!(1.2.840.113549.1.12.1.2),
        Derivation::Pkcs12,
        Digest::SHA1,
        Cipher::RC4_40,
    ),
    (
        SHA1_TRIPLE_DES,
        Derivation::Pkcs12,
        Digest::SHA1,
        Cipher::TRIPLE_DES,
    ),
    (
        oid!(1.2.840.113549.1.12.1.4),
        Derivation::Pkcs12,
        Digest::SHA1,
        Cipher::TWO_KEY_TRIPLE_DES,
    ),
    (
        oid!(1.2.840.113549.1.12.1.5),
        Derivation::Pkcs12,
        Digest::SHA1,
        Cipher::RC2_128,
    ),
    (
        oid!(1.2.840.113549.1.12.1.6),
        Derivation::Pkcs12,
        Digest::SHA1,
        Cipher::RC2_40,
    ),
];

/// A scheme with all its parameters.
#[derive(Debug)]
pub(crate) struct Scheme {
    derivation: Derivation,
    cipher: Cipher,
    vector: Vector,
}

/// Where the initialization vector comes from.
#[derive(Debug)]
enum Vector {
    Derived,
    Given(Vec<u8>),
}

impl Scheme {
    /// Reads the algorithm identifier of a scheme.
    ///
    /// # Errors
    ///
    /// [`PbeError::Malformed`], [`PbeError::UnknownAlgorithm`].
    pub(crate) fn read(reader: &mut Reader<'_>) -> Result<Self, PbeError> {
        let mut algorithm = reader.sequence("the algorithm identifier of an encryption")?;
        let oid = algorithm.oid("the object identifier of an encryption")?;
        if oid == PBES2 {
            return read_pbes2(&mut algorithm.sequence("the parameters of PBES2")?);
        }
        let (_, function, digest, cipher) = WHOLE_SCHEMES
            .into_iter()
            .find(|scheme| scheme.0 == oid)
            .ok_or_else(|| unknown(&oid))?;
        let mut parameters = algorithm.sequence("the salt and iteration count of an encryption")?;
        Ok(Self {
            derivation: function(Iterated {
                digest,
                salt: Octets::read(&mut parameters, "the salt", "the salt of an encryption")?.to_vec(),
                iterations: read_iterations(&mut parameters)?,
            }),
            cipher,
            vector: Vector::Derived,
        })
    }

    /// What making its key and vector costs.
    pub(crate) fn work(&self) -> Work {
        let key = self.derivation.work(self.cipher.key_length);
        match self.vector {
            Vector::Derived if self.cipher.iv_length > 0 => {
                key.plus(self.derivation.work(self.cipher.iv_length))
            }
            _ => key,
        }
    }

    /// What it is called.
    pub(crate) fn description(&self) -> Encryption {
        Encryption {
            cipher: self.cipher.name,
            derivation: self.derivation.name(),
            iterations: self.derivation.iterations(),
            weak_cipher: self.cipher.is_weak(),
        }
    }

    /// Decrypts what is one SEQUENCE in the clear, as everything is that PKCS#12 and PKCS#8 encrypt.
    ///
    /// # Errors
    ///
    /// [`PbeError::WrongPassword`] when the padding is wrong or something else than a SEQUENCE comes out,
    /// [`PbeError::NotAvailable`], [`PbeError::Failed`].
    pub(crate) fn decrypt(
        &self,
        password: &EncodedPassword<'_>,
        ciphertext: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, PbeError> {
        let with = self.key_material(|purpose, length| self.derivation.derive(password, purpose, length))?;
        self.open(&with, ciphertext)
    }

    /// Decrypts like [`Scheme::decrypt`], and takes the work from a budget, unless the key is the last that was derived.
    ///
    /// # Errors
    ///
    /// As [`Scheme::decrypt`]; [`PbeError::WorkLimit`].
    pub(crate) fn decrypt_within(
        &self,
        password: &EncodedPassword<'_>,
        ciphertext: &[u8],
        budget: &mut Budget,
    ) -> Result<Zeroizing<Vec<u8>>, PbeError> {
        let with = self.key_material(|purpose, length| {
            self.derivation.derive_within(password, purpose, length, budget)
        })?;
        self.open(&with, ciphertext)
    }

    fn open(&self, with: &KeyMaterial, ciphertext: &[u8]) -> Result<Zeroizing<Vec<u8>>, PbeError> {
        let plaintext = self.cipher.decrypt(&with.key, &with.vector, ciphertext)?;
        if is_one_sequence(&plaintext) {
            Ok(plaintext)
        } else {
            Err(PbeError::WrongPassword)
        }
    }

    fn key_material(
        &self,
        mut derive: impl FnMut(Purpose, usize) -> Result<Zeroizing<Vec<u8>>, PbeError>,
    ) -> Result<KeyMaterial, PbeError> {
        let key = derive(Purpose::EncryptionKey, self.cipher.key_length)?;
        let vector = match &self.vector {
            Vector::Given(vector) => Zeroizing::new(vector.clone()),
            Vector::Derived if self.cipher.iv_length == 0 => Zeroizing::default(),
            Vector::Derived => derive(Purpose::InitializationVector, self.cipher.iv_length)?,
        };
        Ok(KeyMaterial { key, vector })
    }
}

/// What a cipher needs besides its input.
struct KeyMaterial {
    key: Zeroizing<Vec<u8>>,
    vector: Zeroizing<Vec<u8>>,
}

/// Something encrypted, and how.
pub(crate) struct Encrypted {
    /// The algorithm identifier in DER.
    pub(crate) identifier: Vec<u8>,
    pub(crate) ciphertext: Vec<u8>,
}

impl Encrypted {
    /// Encrypts under the scheme that `identifier` is.
    ///
    /// # Errors
    ///
    /// [`PbeError`] when the identifier is none or the algorithm is not available.
    pub(crate) fn new(
        identifier: Vec<u8>,
        password: &EncodedPassword<'_>,
        plaintext: &[u8],
    ) -> Result<Self, PbeError> {
        Self::new_within(identifier, password, plaintext, &mut Budget::new())
    }

    /// Encrypts like [`Encrypted::new`], and takes the work from a budget, unless the key is the last that was derived.
    ///
    /// # Errors
    ///
    /// As [`Encrypted::new`]; [`PbeError::WorkLimit`].
    pub(crate) fn new_within(
        identifier: Vec<u8>,
        password: &EncodedPassword<'_>,
        plaintext: &[u8],
        budget: &mut Budget,
    ) -> Result<Self, PbeError> {
        let scheme = Scheme::read(&mut Reader::new(&identifier, "the algorithm identifier"))?;
        let with = scheme.key_material(|purpose, length| {
            scheme.derivation.derive_within(password, purpose, length, budget)
        })?;
        Ok(Self {
            ciphertext: scheme.cipher.encrypt(&with.key, &with.vector, plaintext)?,
            identifier,
        })
    }
}

fn read_pbes2(parameters: &mut Reader<'_>) -> Result<Scheme, PbeError> {
    let (derivation, key_length) = Derivation::read(parameters)?;
    let place = parameters.place();
    let (cipher, vector) = read_cipher(parameters)?;
    // RFC 8018 appendix A.2: a length that is given must be that of the cipher.
    if key_length.is_some_and(|length| length != cipher.key_length as u64) {
        let problem = BerProblem::Expected("a cipher with keys of the length that PBKDF2 names");
        return Err(BerError::new(place, problem).into());
    }
    if vector.len() != cipher.iv_length {
        let problem = BerProblem::Expected("an initialization vector as long as a block");
        return Err(BerError::new(place, problem).into());
    }
    Ok(Scheme {
        derivation,
        cipher,
        vector: Vector::Given(vector),
    })
}

fn read_cipher(parameters: &mut Reader<'_>) -> Result<(Cipher, Vec<u8>), PbeError> {
    const VECTOR: &str = "the initialization vector";
    let mut algorithm = parameters.sequence("the algorithm identifier of a cipher")?;
    let oid = algorithm.oid("the object identifier of a cipher")?;
    if oid == RC2_CBC {
        // RFC 8018 appendix B.2.3: numbers that stand for the effective bits of the key.
        let mut rc2 = algorithm.sequence("the parameters of RC2")?;
        let cipher = match rc2.integer("the version of RC2")? {
            160 => Cipher::RC2_40,
            120 => Cipher::RC2_64,
            58 => Cipher::RC2_128,
            version => {
                return Err(PbeError::UnknownAlgorithm {
                    algorithm: format!("RC2-CBC version {version}"),
                });
            }
        };
        return Ok((cipher, Octets::read(&mut rc2, VECTOR, VECTOR)?.to_vec()));
    }
    let (_, cipher) = BLOCK_CIPHERS
        .into_iter()
        .find(|cipher| cipher.0 == oid)
        .ok_or_else(|| unknown(&oid))?;
    Ok((cipher, Octets::read(&mut algorithm, VECTOR, VECTOR)?.to_vec()))
}

fn unknown(oid: &Oid<'_>) -> PbeError {
    PbeError::UnknownAlgorithm {
        algorithm: name_of(oid),
    }
}
