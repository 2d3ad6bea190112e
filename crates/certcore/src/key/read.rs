//! Reading private keys: PKCS#8, PKCS#1, SEC 1 and their encrypted forms.

use openssl::pkey::{PKey, Private};
use thiserror::Error;

use super::{
    components::{self, Found},
    consistency,
    consistency::InconsistentKey,
    private::PrivateKey,
    public::PublicKeyError,
};
use crate::{
    diagnostic::error_names,
    pbe::{DekInfo, DekInfoError, EncryptedPrivateKey, PbeError},
    secret::Password,
    textual,
    work::{Budget, WorkLimit},
};

impl PrivateKey {
    /// Reads one private key, in PEM (the first key block counts) or DER.
    ///
    /// PKCS#8 (RFC 5958), PKCS#1 (RFC 8017 appendix A.1.2), SEC 1 (RFC 5915), encrypted PKCS#8 (PBES2 and PBES1)
    /// and the encrypted PEM of old OpenSSL (RFC 1421 headers) are understood.
    ///
    /// # Errors
    ///
    /// [`KeyReadError`]: no key, a key that needs a password, a wrong password, a broken key, a key whose halves do not
    /// belong together.
    pub fn read(bytes: &[u8], password: Option<&Password>) -> Result<Self, KeyReadError> {
        Self::read_within(bytes, password, &mut Budget::new())
    }

    /// Reads one private key like [`PrivateKey::read`], and takes the work of decrypting it from a budget.
    ///
    /// # Errors
    ///
    /// As [`PrivateKey::read`]; [`KeyReadError::WorkLimit`] when the budget is spent.
    pub fn read_within(
        bytes: &[u8],
        password: Option<&Password>,
        budget: &mut Budget,
    ) -> Result<Self, KeyReadError> {
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if memchr::memmem::find(text, b"-----BEGIN ").is_some() {
            Self::read_pem(text, password, budget)
        } else {
            Self::read_der_within(bytes, password, budget)
        }
    }

    /// Reads a private key in DER.
    ///
    /// # Errors
    ///
    /// As [`PrivateKey::read`].
    pub fn read_der(der: &[u8], password: Option<&Password>) -> Result<Self, KeyReadError> {
        Self::read_der_within(der, password, &mut Budget::new())
    }

    pub(crate) fn read_der_within(
        der: &[u8],
        password: Option<&Password>,
        budget: &mut Budget,
    ) -> Result<Self, KeyReadError> {
        if !is_encrypted_pkcs8(der) {
            return Self::read_plain(der);
        }
        let encrypted = EncryptedPrivateKey::of(der)?;
        let password = password.ok_or(KeyReadError::PasswordMissing)?;
        Self::read_plain(&encrypted.decrypt(password, budget)?)
    }

    /// Reads what stands in a PEM block that is encrypted; `info` is the value of its header `DEK-Info` (RFC 1421
    /// §4.6.1.3).
    ///
    /// # Errors
    ///
    /// As [`PrivateKey::read`].
    pub(crate) fn read_encrypted(
        info: &str,
        contents: &[u8],
        password: Option<&Password>,
    ) -> Result<Self, KeyReadError> {
        let info = DekInfo::read(info)?;
        let password = password.ok_or(KeyReadError::PasswordMissing)?;
        Self::read_plain(&info.decrypt(password, contents)?)
    }

    fn read_plain(der: &[u8]) -> Result<Self, KeyReadError> {
        let key = match components::read(der) {
            Found::Key(key) => key,
            Found::SeveralPrimes => return Err(KeyReadError::SeveralPrimes),
            Found::Unusual => PKey::private_key_from_der(der).map_err(|_| KeyReadError::Malformed)?,
        };
        Self::checked(key, components::stated_public(der))
    }

    /// A key that came from outside.
    fn checked(key: PKey<Private>, stated_public: Option<&[u8]>) -> Result<Self, KeyReadError> {
        let key = Self::from_openssl(key)?;
        consistency::check_size(key.openssl(), key.public())?;
        consistency::check(key.openssl(), key.public(), stated_public)?;
        Ok(key)
    }

    fn read_pem(text: &[u8], password: Option<&Password>, budget: &mut Budget) -> Result<Self, KeyReadError> {
        let Some(Ok(body)) = textual::bodies(text, |label| label.ends_with("PRIVATE KEY")).next() else {
            return Err(KeyReadError::NoKey);
        };
        let block = textual::decode(body).ok_or(KeyReadError::Malformed)?;
        match block.headers.encryption() {
            Some(info) => Self::read_encrypted(info, &block.contents, password),
            None => Self::read_der_within(&block.contents, password, budget),
        }
    }
}

/// Why a private key cannot be read. No variant carries a byte of the key or the password.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum KeyReadError {
    /// There is PEM, but no private key in it.
    #[error("no private key in this PEM; a private key begins with -----BEGIN PRIVATE KEY----- or the like")]
    NoKey,
    /// The key is encrypted.
    #[error("the private key is encrypted; give its password")]
    PasswordMissing,
    /// The password does not open the key.
    #[error("the password does not open the private key, or the key is damaged")]
    WrongPassword,
    /// The headers of an encrypted PEM block are damaged.
    #[error(
        "the private key is encrypted, but the header DEK-Info of its PEM block is missing or damaged; it holds the name of a cipher, a comma and hexadecimal digits (RFC 1421 section 4.6.1.3). Get the file again"
    )]
    Header,
    /// The key is encrypted in a way that cannot be undone here.
    #[error(
        "the private key is encrypted with {algorithm}, which is not supported; encrypt it again with AES"
    )]
    UnknownEncryption {
        /// The algorithm's name or dotted object identifier.
        algorithm: String,
    },
    /// The key asks for more iterations to derive its encryption key than are done.
    #[error(
        "the private key asks for {asked} iterations to be decrypted, more than the {limit} allowed here; encrypt it again with fewer"
    )]
    TooManyIterations {
        /// Rounds of the derivation function that it asks for, 2^64 - 1 for more.
        asked: u64,
        /// The most that is done.
        limit: u64,
    },
    /// It is one encrypted key too many.
    #[error(transparent)]
    WorkLimit(#[from] WorkLimit),
    /// The key cannot be decrypted for another reason.
    #[error("the private key cannot be decrypted: {0}")]
    Encryption(#[source] PbeError),
    /// Not a private key.
    #[error("this is not a private key in PKCS#8, PKCS#1 or SEC 1, or it is damaged")]
    Malformed,
    /// An RSA key with more than two primes.
    #[error(
        "the RSA key has more than two primes (RFC 8017 section 3.2), which most TLS software does not support; create a new key"
    )]
    SeveralPrimes,
    /// The private half does not belong to the public half.
    #[error(transparent)]
    Inconsistent(#[from] InconsistentKey),
    /// A key without a public half that can be read.
    #[error(transparent)]
    PublicKey(#[from] PublicKeyError),
}

error_names!(KeyReadError {
    Self::NoKey => "key-not-found", "The input holds no private key.";
    Self::PasswordMissing => "key-password-missing", "A private key is encrypted and no password was given.";
    Self::WrongPassword => "key-wrong-password", "The password does not open the private key.";
    Self::Header => "key-header-malformed", "The headers of an encrypted private key in PEM are damaged.";
    Self::UnknownEncryption { .. } => "key-encryption-unknown", "A private key is encrypted with an algorithm that is not supported.";
    Self::TooManyIterations { .. } => "key-too-many-iterations", "A private key asks for more iterations to be decrypted than are done here.";
    Self::Encryption(_) => "key-decryption-failed", "A private key cannot be decrypted.";
    Self::Malformed => "key-malformed", "The input is not a private key, or it is damaged.";
    Self::SeveralPrimes => "key-several-primes", "An RSA key has more than two primes.";
    @via Self::WorkLimit(error) => error;
    @via Self::Inconsistent(error) => error;
    @via Self::PublicKey(error) => error;
});

impl From<DekInfoError> for KeyReadError {
    fn from(error: DekInfoError) -> Self {
        match error {
            DekInfoError::Malformed => Self::Header,
            DekInfoError::UnknownCipher { name } => Self::UnknownEncryption { algorithm: name },
        }
    }
}

impl From<PbeError> for KeyReadError {
    fn from(error: PbeError) -> Self {
        match error {
            PbeError::WrongPassword => Self::WrongPassword,
            PbeError::Malformed(_) => Self::Malformed,
            PbeError::UnknownAlgorithm { algorithm } => Self::UnknownEncryption { algorithm },
            PbeError::NotAvailable { algorithm } => Self::UnknownEncryption {
                algorithm: algorithm.to_owned(),
            },
            PbeError::WorkLimit(error) => Self::WorkLimit(error),
            PbeError::TooManyIterations { asked, limit } => Self::TooManyIterations { asked, limit },
            other => Self::Encryption(other),
        }
    }
}

/// Whether the DER is an `EncryptedPrivateKeyInfo`: a sequence whose first element is a sequence (RFC 5958 §3).
fn is_encrypted_pkcs8(der: &[u8]) -> bool {
    let header = match der {
        [0x30, length, rest @ ..] if *length < 0x80 => rest,
        [0x30, length, rest @ ..] => rest.get(usize::from(*length & 0x7f)..).unwrap_or_default(),
        _ => return false,
    };
    header.first() == Some(&0x30)
}
