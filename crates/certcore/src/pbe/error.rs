//! Why something encrypted under a password cannot be read.

use openssl::error::ErrorStack;
use thiserror::Error;

use crate::{ber::BerError, diagnostic::error_names, work::WorkLimit};

/// Why something encrypted under a password cannot be read.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum PbeError {
    /// The structure around the encrypted octets is damaged.
    #[error("the encrypted structure is damaged {0} (RFC 5958 section 3)")]
    Malformed(#[from] BerError),
    /// An algorithm that is not known here.
    #[error("it is encrypted with {algorithm}, which is not known here; encrypt it again with AES and PBES2")]
    UnknownAlgorithm {
        /// Its name if it has one, and its object identifier.
        algorithm: String,
    },
    /// An algorithm that is known here, but not to the OpenSSL in use.
    #[error(
        "it is encrypted with {algorithm}, which the OpenSSL in use does not have (RC2, RC4 and DES are in its legacy module); encrypt it again with AES and PBES2"
    )]
    NotAvailable {
        /// Its name.
        algorithm: &'static str,
    },
    /// The password would have to be hashed too often.
    #[error(
        "it asks for {asked} iterations to derive its keys, more than the {limit} allowed here; write it again with fewer"
    )]
    TooManyIterations {
        /// Rounds of the derivation function that it asks for, 2^64 - 1 for more.
        asked: u64,
        /// The most that is done.
        limit: u64,
    },
    /// scrypt would take too much memory.
    #[error(
        "it asks for {asked} octets of memory to derive its key, more than the {limit} allowed here; write it again with less"
    )]
    TooMuchMemory {
        /// Octets that it asks for, 2^64 - 1 for more.
        asked: u64,
        /// The most that is taken.
        limit: u64,
    },
    /// It is one too many.
    #[error(transparent)]
    WorkLimit(#[from] WorkLimit),
    /// The password does not fit.
    #[error("the password does not open it, or it is damaged; check the password")]
    WrongPassword,
    /// OpenSSL failed where it should not.
    #[error("OpenSSL could not decrypt it: {reason}")]
    Failed {
        /// What it said.
        reason: String,
    },
}

error_names!(PbeError {
    Self::Malformed(_) => "encryption-malformed", "The structure around encrypted octets is damaged.";
    Self::UnknownAlgorithm { .. } => "encryption-unknown-algorithm", "Something is encrypted with an algorithm that is not known here.";
    Self::NotAvailable { .. } => "encryption-not-available", "Something is encrypted with an algorithm that the OpenSSL in use does not have.";
    Self::TooManyIterations { .. } => "encryption-too-many-iterations", "Something asks for more iterations to derive its key than are done here.";
    Self::TooMuchMemory { .. } => "encryption-too-much-memory", "Something asks for more memory to derive its key than is taken here.";
    Self::WrongPassword => "encryption-wrong-password", "The password does not open what is encrypted.";
    Self::Failed { .. } => "encryption-failed", "OpenSSL failed to encrypt or decrypt.";
    @via Self::WorkLimit(error) => error;
});

impl From<ErrorStack> for PbeError {
    fn from(errors: ErrorStack) -> Self {
        Self::Failed {
            reason: errors.to_string(),
        }
    }
}
