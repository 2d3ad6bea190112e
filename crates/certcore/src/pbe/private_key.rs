//! Encrypted private keys (RFC 5958 §3), in files of their own and in PKCS#12.

use zeroize::Zeroizing;

use super::{error::PbeError, password::EncodedPassword, scheme::Scheme, work::WorkBudget};
use crate::{
    ber::{Octets, Reader},
    secret::Password,
    work::Budget,
};

/// An `EncryptedPrivateKeyInfo`.
#[derive(Debug)]
pub(crate) struct EncryptedPrivateKey<'a> {
    pub(crate) scheme: Scheme,
    pub(crate) ciphertext: Octets<'a>,
}

impl<'a> EncryptedPrivateKey<'a> {
    pub(crate) fn read(reader: &mut Reader<'a>) -> Result<Self, PbeError> {
        let mut info = reader.sequence("an encrypted private key")?;
        Ok(Self {
            scheme: Scheme::read(&mut info)?,
            ciphertext: Octets::read(
                &mut info,
                "the encrypted private key",
                "the octets of an encrypted private key",
            )?,
        })
    }

    /// Reads one in DER or BER.
    ///
    /// # Errors
    ///
    /// [`PbeError::Malformed`], [`PbeError::UnknownAlgorithm`].
    pub(crate) fn of(encrypted: &'a [u8]) -> Result<Self, PbeError> {
        Self::read(&mut Reader::new(encrypted, "the encrypted private key"))
    }

    /// The `PrivateKeyInfo` inside.
    ///
    /// # Errors
    ///
    /// [`PbeError`]; one that asks for too much work is refused before any is done.
    pub(crate) fn decrypt(
        &self,
        password: &Password,
        budget: &mut Budget,
    ) -> Result<Zeroizing<Vec<u8>>, PbeError> {
        let mut own = WorkBudget::default();
        let mut outcome = Err(PbeError::WrongPassword);
        for candidate in &EncodedPassword::candidates(password) {
            own.take(self.scheme.work())?;
            outcome = self.scheme.decrypt_within(candidate, &self.ciphertext, budget);
            if outcome != Err(PbeError::WrongPassword) {
                break;
            }
        }
        outcome
    }
}
