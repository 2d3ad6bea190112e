//! Reading private keys: PKCS#8, PKCS#1, SEC 1 and their encrypted forms.

use openssl::pkey::PKey;
use thiserror::Error;
use zeroize::Zeroizing;

use super::{components, private::PrivateKey, public::PublicKeyError};
use crate::{
    diagnostic::error_names,
    pbe::{self, PbeError},
    secret::Password,
};

impl PrivateKey {
    /// Reads one private key, in PEM (the first key block counts) or DER.
    ///
    /// PKCS#8 (RFC 5958), PKCS#1 (RFC 8017 appendix A.1.2), SEC 1 (RFC 5915), encrypted PKCS#8 (PBES2 and PBES1)
    /// and the encrypted PEM of old OpenSSL (RFC 1421 headers) are understood.
    ///
    /// # Errors
    ///
    /// [`KeyReadError`]: no key, a key that needs a password, a wrong password, a broken key.
    pub fn read(bytes: &[u8], password: Option<&Password>) -> Result<Self, KeyReadError> {
        let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
        if memchr::memmem::find(text, b"-----BEGIN ").is_some() {
            Self::read_pem(text, password)
        } else {
            Self::read_der(bytes, password)
        }
    }

    /// Reads a private key in DER.
    ///
    /// # Errors
    ///
    /// As [`PrivateKey::read`].
    pub fn read_der(der: &[u8], password: Option<&Password>) -> Result<Self, KeyReadError> {
        if is_encrypted_pkcs8(der) {
            let password = password.ok_or(KeyReadError::PasswordMissing)?;
            return decrypt_pkcs8(der, password);
        }
        Self::read_plain(der)
    }

    fn read_plain(der: &[u8]) -> Result<Self, KeyReadError> {
        let key = match components::read(der) {
            Some(key) => key,
            None => PKey::private_key_from_der(der).map_err(|_| KeyReadError::Malformed)?,
        };
        Ok(Self::from_openssl(key)?)
    }

    fn read_pem(text: &[u8], password: Option<&Password>) -> Result<Self, KeyReadError> {
        let block = key_block(text).ok_or(KeyReadError::NoKey)?;
        let parsed = pem::parse(block).map_err(|_| KeyReadError::Malformed)?;
        let encrypted = parsed
            .headers()
            .get("Proc-Type")
            .is_some_and(|value| value.contains("ENCRYPTED"));
        let contents = Zeroizing::new(parsed.into_contents());
        if encrypted {
            let password = password.ok_or(KeyReadError::PasswordMissing)?;
            let key = PKey::private_key_from_pem_callback(block, |buffer| Ok(fill(buffer, password)))
                .map_err(|_| KeyReadError::WrongPassword)?;
            return Ok(Self::from_openssl(key)?);
        }
        Self::read_der(&contents, password)
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
    /// The key cannot be decrypted for another reason.
    #[error("the private key cannot be decrypted: {0}")]
    Encryption(#[source] PbeError),
    /// Not a private key.
    #[error("this is not a private key in PKCS#8, PKCS#1 or SEC 1, or it is damaged")]
    Malformed,
    /// A key without a public half that can be read.
    #[error(transparent)]
    PublicKey(#[from] PublicKeyError),
}

error_names!(KeyReadError {
    Self::NoKey => "key-not-found", "The input holds no private key.";
    Self::PasswordMissing => "key-password-missing", "A private key is encrypted and no password was given.";
    Self::WrongPassword => "key-wrong-password", "The password does not open the private key.";
    Self::UnknownEncryption { .. } => "key-encryption-unknown", "A private key is encrypted with an algorithm that is not supported.";
    Self::TooManyIterations { .. } => "key-too-many-iterations", "A private key asks for more iterations to be decrypted than are done here.";
    Self::Encryption(_) => "key-decryption-failed", "A private key cannot be decrypted.";
    Self::Malformed => "key-malformed", "The input is not a private key, or it is damaged.";
    @via Self::PublicKey(error) => error;
});

impl From<PbeError> for KeyReadError {
    fn from(error: PbeError) -> Self {
        match error {
            PbeError::WrongPassword => Self::WrongPassword,
            PbeError::Malformed(_) => Self::Malformed,
            PbeError::UnknownAlgorithm { algorithm } => Self::UnknownEncryption { algorithm },
            PbeError::TooManyIterations { asked, limit } => Self::TooManyIterations { asked, limit },
            other => Self::Encryption(other),
        }
    }
}

/// The PEM block of the first private key.
fn key_block(text: &[u8]) -> Option<&[u8]> {
    let mut rest = text;
    loop {
        let start = memchr::memmem::find(rest, b"-----BEGIN ")?;
        rest = rest.get(start..)?;
        let label = rest.get(11..)?;
        let label = label.get(..memchr::memmem::find(label, b"-----")?)?;
        if label.ends_with(b"PRIVATE KEY") && !label.contains(&b'\n') {
            let closing = [b"-----END ", label, b"-----"].concat();
            let end = memchr::memmem::find(rest, &closing)? + closing.len();
            return rest.get(..end);
        }
        rest = rest.get(11..)?;
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

fn decrypt_pkcs8(der: &[u8], password: &Password) -> Result<PrivateKey, KeyReadError> {
    let info = pbe::decrypt(der, password)?;
    PrivateKey::read_plain(&info)
}

/// Copies the password into OpenSSL's buffer; one that does not fit cannot be right.
fn fill(buffer: &mut [u8], password: &Password) -> usize {
    let bytes = password.as_str().as_bytes();
    match buffer.get_mut(..bytes.len()) {
        Some(target) => {
            target.copy_from_slice(bytes);
            bytes.len()
        }
        None => 0,
    }
}
