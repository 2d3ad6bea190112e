//! Finding out whether a password opens a PKCS#12 file, and opening its parts with it.

use zeroize::Zeroizing;

use super::{read_error::ReadError, structure::Pfx};
use crate::{
    pbe::{EncodedPassword, PbeError, Scheme},
    secret::Password,
};

/// A password, and the encoding of it that has proved to be right.
pub(super) struct Opener<'p> {
    candidates: Vec<EncodedPassword<'p>>,
    proved: Option<usize>,
}

/// What the MAC says.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Verdict {
    /// It fits.
    Intact,
    /// There is none.
    NoMac,
    /// The password is wrong or the content was changed.
    DoesNotFit,
}

impl<'p> Opener<'p> {
    pub(super) fn new(password: &'p Password) -> Self {
        Self {
            candidates: EncodedPassword::candidates(password),
            proved: None,
        }
    }

    /// How many encodings of the password may have to be tried.
    pub(super) fn attempts(&self) -> usize {
        self.candidates.len()
    }

    /// Checks the MAC.
    pub(super) fn check(&mut self, pfx: &Pfx<'_>) -> Result<Verdict, ReadError> {
        let Some(mac) = &pfx.mac else {
            return Ok(Verdict::NoMac);
        };
        for (index, candidate) in self.candidates.iter().enumerate() {
            if mac.fits(candidate, &pfx.content)? {
                self.proved = Some(index);
                return Ok(Verdict::Intact);
            }
        }
        Ok(Verdict::DoesNotFit)
    }

    /// Decrypts one part.
    ///
    /// # Errors
    ///
    /// [`ReadError::WrongPassword`] as long as nothing has proved the password right,
    /// [`ReadError::InnerPassword`] afterwards.
    pub(super) fn open(
        &mut self,
        scheme: &Scheme,
        ciphertext: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, ReadError> {
        for (index, candidate) in self.candidates.iter().enumerate() {
            if self.proved.is_some_and(|proved| proved != index) {
                continue;
            }
            match scheme.decrypt(candidate, ciphertext) {
                Ok(plaintext) => {
                    self.proved = Some(index);
                    return Ok(plaintext);
                }
                Err(PbeError::WrongPassword) => {}
                Err(error) => return Err(error.into()),
            }
        }
        Err(match self.proved {
            Some(_) => ReadError::InnerPassword,
            None => ReadError::WrongPassword,
        })
    }
}
