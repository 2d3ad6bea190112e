//! Exporting a key with its certificates as PKCS#12.

use thiserror::Error;

use super::{file::Pkcs12, profile::Profile, write::Plain};
use crate::{
    diagnostic::error_names,
    key::{KeyWriteError, PrivateKey},
    pbe::{EncodedPassword, PbeError},
    secret::Password,
    x509::Certificate,
};

/// What is exported.
#[derive(Clone, Copy, Debug)]
pub struct Export<'a> {
    /// The private key.
    pub key: &'a PrivateKey,
    /// The certificate of that key.
    pub leaf: &'a Certificate,
    /// The certificates above it, issuer after issued.
    pub chain: &'a [Certificate],
    /// The name that people and programs know the key by, on the key and on its certificate. Java's keytool calls the
    /// entry by it, NSS needs it.
    pub friendly_name: Option<&'a str>,
}

impl Export<'_> {
    /// Writes the file in DER, and gives it out only after it has been read back and found to hold the same.
    ///
    /// # Errors
    ///
    /// [`WriteError`]. The password must not be empty, and the certificate must be that of the key.
    pub fn write(&self, profile: Profile, password: &Password) -> Result<Vec<u8>, WriteError> {
        self.write_with(profile, profile.iterations(), password)
    }

    fn write_with(
        &self,
        profile: Profile,
        iterations: u64,
        password: &Password,
    ) -> Result<Vec<u8>, WriteError> {
        if password.is_empty() {
            return Err(WriteError::EmptyPassword);
        }
        if self.leaf.public_key() != self.key.public() {
            return Err(WriteError::KeyDoesNotMatch);
        }
        if self
            .friendly_name
            .is_some_and(|name| name.is_empty() || name.contains(char::is_control))
        {
            return Err(WriteError::UnusableName);
        }
        let key = self.key.write_der()?;
        let plain = Plain {
            key: &key,
            leaf: self.leaf,
            chain: self.chain,
            friendly_name: self.friendly_name,
            local_key_id: &self.key.public().identifier(),
        };
        let der = plain.protect(profile, iterations, &EncodedPassword::new(password))?;
        self.compare(&der, &key, password)?;
        Ok(der)
    }

    /// Reads `der` back and compares it with what should be in it.
    fn compare(&self, der: &[u8], key: &[u8], password: &Password) -> Result<(), WriteError> {
        let differs = |what| Err(WriteError::ReadBack { what });
        let Ok(file) = Pkcs12::read(der, password) else {
            return differs("it cannot be read");
        };
        let [entry] = file.keys() else {
            return differs("it does not hold exactly one key");
        };
        if entry.key.write_der()?.as_slice() != key {
            return differs("the key is another");
        }
        let written = std::iter::once(self.leaf).chain(self.chain);
        if !written.eq(file.certificates().iter().map(|entry| &entry.certificate)) {
            return differs("the certificates are others");
        }
        let leaf = file.certificates().first();
        if entry.friendly_name.as_deref() != self.friendly_name
            || leaf.and_then(|leaf| leaf.friendly_name.as_deref()) != self.friendly_name
        {
            return differs("the name is another");
        }
        if entry.local_key_id.is_none()
            || entry.local_key_id.as_ref() != leaf.and_then(|leaf| leaf.local_key_id.as_ref())
        {
            return differs("the key is not tied to its certificate");
        }
        Ok(())
    }
}

/// Why a PKCS#12 file was not written.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum WriteError {
    /// An empty password protects nothing.
    #[error("the password for the PKCS#12 file is empty; give one")]
    EmptyPassword,
    /// The certificate is that of another key.
    #[error(
        "the private key is not that of the certificate; give the key that the certificate was requested with"
    )]
    KeyDoesNotMatch,
    /// The name cannot be used.
    #[error("the name for the PKCS#12 file is empty or has control characters; choose another, or give none")]
    UnusableName,
    /// The key cannot be encoded or something cannot be encrypted.
    #[error("OpenSSL could not write the PKCS#12 file: {reason}")]
    Failed {
        /// What it said.
        reason: String,
    },
    /// What was written does not read back as it should.
    #[error(
        "the PKCS#12 file was not handed out: read back, {what}; please report this fault of the library"
    )]
    ReadBack {
        /// What is wrong with it.
        what: &'static str,
    },
}

error_names!(WriteError {
    Self::EmptyPassword => "pkcs12-password-empty", "A PKCS#12 file was to be written with an empty password.";
    Self::KeyDoesNotMatch => "key-does-not-match", "A private key is not that of the certificate.";
    Self::UnusableName => "pkcs12-name-unusable", "The name for a PKCS#12 file is empty or has control characters.";
    Self::Failed { .. } => "pkcs12-write-failed", "OpenSSL failed to write a PKCS#12 file.";
    Self::ReadBack { .. } => "pkcs12-read-back-differs", "A PKCS#12 file did not read back as it was written.";
});

impl From<PbeError> for WriteError {
    fn from(error: PbeError) -> Self {
        Self::Failed {
            reason: error.to_string(),
        }
    }
}

impl From<KeyWriteError> for WriteError {
    fn from(error: KeyWriteError) -> Self {
        Self::Failed {
            reason: error.to_string(),
        }
    }
}
