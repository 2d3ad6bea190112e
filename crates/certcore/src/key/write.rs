//! Writing private keys as PKCS #8 (RFC 5958), optionally encrypted with PBES2 (RFC 8018).

use openssl::{error::ErrorStack, symm::Cipher};
use thiserror::Error;
use zeroize::Zeroizing;

use super::private::PrivateKey;
use crate::{diagnostic::error_names, secret::Password};

impl PrivateKey {
    /// The key as PKCS #8 in PEM, readable by everyone who has the bytes.
    ///
    /// # Errors
    ///
    /// [`KeyWriteError::Failed`] when OpenSSL cannot encode the key.
    pub fn write_pem(&self) -> Result<Zeroizing<Vec<u8>>, KeyWriteError> {
        self.openssl()
            .private_key_to_pem_pkcs8()
            .map(Zeroizing::new)
            .map_err(KeyWriteError::Failed)
    }

    /// The key as PKCS #8 in DER, readable by everyone who has the bytes.
    ///
    /// # Errors
    ///
    /// [`KeyWriteError::Failed`] when OpenSSL cannot encode the key.
    pub fn write_der(&self) -> Result<Zeroizing<Vec<u8>>, KeyWriteError> {
        self.openssl()
            .private_key_to_pkcs8()
            .map(Zeroizing::new)
            .map_err(KeyWriteError::Failed)
    }

    /// The key as encrypted PKCS #8 in PEM: PBES2 with AES-256-CBC.
    ///
    /// # Errors
    ///
    /// [`KeyWriteError::EmptyPassword`], or [`KeyWriteError::Failed`] when OpenSSL cannot encode the key.
    pub fn write_encrypted_pem(&self, password: &Password) -> Result<Vec<u8>, KeyWriteError> {
        if password.is_empty() {
            return Err(KeyWriteError::EmptyPassword);
        }
        self.openssl()
            .private_key_to_pem_pkcs8_passphrase(Cipher::aes_256_cbc(), password.as_str().as_bytes())
            .map_err(KeyWriteError::Failed)
    }
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
}

error_names!(KeyWriteError {
    Self::EmptyPassword => "key-password-empty", "A private key was to be encrypted with an empty password.";
    Self::Failed(_) => "key-write-failed", "OpenSSL could not encode a private key.";
});
