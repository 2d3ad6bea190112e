//! Why a PKCS#12 file in an input gives less than it holds.

use thiserror::Error;

use crate::{
    diagnostic::error_names,
    pkcs12::{ReadError, Skipped},
};

/// Why a PKCS#12 file stays closed, or a part of it was left out.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum Pkcs12Error {
    /// No password was given.
    #[error("the PKCS#12 file is encrypted; give its password")]
    PasswordMissing,
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// An object in it cannot be used.
    #[error("the PKCS#12 file holds {0}; the rest of it was read")]
    Skipped(Skipped),
}

error_names!(Pkcs12Error {
    Self::PasswordMissing => "pkcs12-password-missing", "A PKCS#12 file is encrypted and no password was given.";
    Self::Skipped(
        Skipped::RevocationList
        | Skipped::Secret
        | Skipped::EnvelopedData
        | Skipped::OtherCertificate { .. }
        | Skipped::Unknown { .. }
        | Skipped::Certificate(_)
    ) => "pkcs12-object-skipped", "An object in a PKCS#12 file cannot be used.";
    @via Self::Skipped(Skipped::Key(error)) => error;
    @via Self::Read(error) => error;
});
