//! Writing private keys as PKCS#8 (RFC 5958), optionally encrypted with PBES2 (RFC 8018).

use openssl::{base64::encode_block, error::ErrorStack};
use pem::{EncodeConfig, LineEnding, Pem};
use thiserror::Error;
use yasna::construct_der;
use zeroize::Zeroizing;

use super::{encoding, private::PrivateKey};
use crate::{
    diagnostic::error_names,
    pbe::{EncodedPassword, Encrypted, PbeError, pbes2, random},
    secret::Password,
    work::Budget,
};

/// Rounds of PBKDF2-HMAC-SHA-256 for an encrypted key: what OWASP's Password Storage Cheat Sheet asks for since 2023.
/// OpenSSL's own default is 2048.
pub const ITERATIONS: u64 = 600_000;

impl PrivateKey {
    /// The key as PKCS#8 in PEM, readable by everyone who has the bytes.
    ///
    /// # Errors
    ///
    /// [`KeyWriteError::Failed`] when OpenSSL cannot encode the key.
    pub fn write_pem(&self) -> Result<Zeroizing<Vec<u8>>, KeyWriteError> {
        Ok(in_pem(&self.write_der()?))
    }

    /// The key as PKCS#8 in DER, readable by everyone who has the bytes.
    ///
    /// # Errors
    ///
    /// [`KeyWriteError::Failed`] when OpenSSL cannot encode the key.
    pub fn write_der(&self) -> Result<Zeroizing<Vec<u8>>, KeyWriteError> {
        if let Some(der) = encoding::write(self.openssl()) {
            return Ok(der);
        }
        self.openssl()
            .private_key_to_pkcs8()
            .map(Zeroizing::new)
            .map_err(KeyWriteError::Failed)
    }

    /// The key as encrypted PKCS#8 in PEM: PBES2 with AES-256-CBC and [`ITERATIONS`] rounds of
    /// PBKDF2-HMAC-SHA-256.
    ///
    /// # Errors
    ///
    /// [`KeyWriteError::EmptyPassword`], or [`KeyWriteError::Failed`] and [`KeyWriteError::Encryption`] when OpenSSL
    /// cannot encode or encrypt the key.
    pub fn write_encrypted_pem(&self, password: &Password) -> Result<Vec<u8>, KeyWriteError> {
        KeyEncryption::new(password)?.write_pem(self)
    }
}

/// Encrypts any number of keys under one password, as [`PrivateKey::write_encrypted_pem`] does.
///
/// They share a salt, so that whoever has the password derives the key of all of them once. Each has a vector of its own.
#[derive(Debug)]
pub struct KeyEncryption<'p> {
    password: &'p Password,
    salt: [u8; 16],
    budget: Budget,
}

impl<'p> KeyEncryption<'p> {
    /// An encryption with a new salt.
    ///
    /// # Errors
    ///
    /// [`KeyWriteError::EmptyPassword`]; [`KeyWriteError::Encryption`] when OpenSSL has no random numbers.
    pub fn new(password: &'p Password) -> Result<Self, KeyWriteError> {
        if password.is_empty() {
            return Err(KeyWriteError::EmptyPassword);
        }
        Ok(Self {
            password,
            salt: random()?,
            budget: Budget::new(),
        })
    }

    /// A key as encrypted PKCS#8 in PEM.
    ///
    /// # Errors
    ///
    /// [`KeyWriteError::Failed`] and [`KeyWriteError::Encryption`] when OpenSSL cannot encode or encrypt the key.
    pub fn write_pem(&mut self, key: &PrivateKey) -> Result<Vec<u8>, KeyWriteError> {
        let plain = key.write_der()?;
        let identifier = pbes2(&self.salt, ITERATIONS)?;
        let password = EncodedPassword::new(self.password);
        let encrypted = Encrypted::new_within(identifier, &password, &plain, &mut self.budget)?;
        let der = construct_der(|writer| {
            writer.write_sequence(|info| {
                info.next().write_der(&encrypted.identifier);
                info.next().write_bytes(&encrypted.ciphertext);
            });
        });
        let config = EncodeConfig::new().set_line_ending(LineEnding::LF);
        Ok(pem::encode_config(&Pem::new("ENCRYPTED PRIVATE KEY", der), config).into_bytes())
    }
}

/// The label of a key in the clear (RFC 7468 §10), with what stands around it.
const BEGIN: &str = "-----BEGIN PRIVATE KEY-----\n";
const END: &str = "-----END PRIVATE KEY-----\n";

/// Base64 in a line (RFC 7468 §2).
const LINE: usize = 64;

/// PEM in memory that is taken once, because what grows leaves copies behind.
fn in_pem(der: &[u8]) -> Zeroizing<Vec<u8>> {
    let base64 = Zeroizing::new(encode_block(der));
    let length = BEGIN.len() + base64.len() + base64.len().div_ceil(LINE) + END.len();
    let mut pem = Zeroizing::new(Vec::with_capacity(length));
    pem.extend_from_slice(BEGIN.as_bytes());
    for line in base64.as_bytes().chunks(LINE) {
        pem.extend_from_slice(line);
        pem.push(b'\n');
    }
    pem.extend_from_slice(END.as_bytes());
    pem
}

/// Why a private key cannot be written.
#[derive(Debug, Error)]
pub enum KeyWriteError {
    /// An empty password protects nothing.
    #[error("the password for the private key is empty; give one, or write the key without a password")]
    EmptyPassword,
    /// OpenSSL could not encode the key.
    #[error("OpenSSL could not encode the private key: {0}")]
    Failed(#[source] ErrorStack),
    /// The key could not be encrypted.
    #[error(transparent)]
    Encryption(#[from] PbeError),
}

error_names!(KeyWriteError {
    Self::EmptyPassword => "key-password-empty", "A private key was to be encrypted with an empty password.";
    Self::Failed(_) => "key-write-failed", "OpenSSL could not encode a private key.";
    @via Self::Encryption(error) => error;
});
