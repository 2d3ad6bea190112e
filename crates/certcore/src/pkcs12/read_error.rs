//! Why a PKCS#12 file cannot be read.

use thiserror::Error;

use crate::{ber::BerError, diagnostic::error_names, pbe::PbeError, work::WorkLimit};

/// Why a PKCS#12 file cannot be read.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum ReadError {
    /// The bytes are not such a file.
    #[error("this is not a PKCS#12 file, or it is damaged: {0} (RFC 7292 section 4)")]
    Malformed(#[from] BerError),
    /// The base64 of a file in PEM is damaged.
    #[error("the PEM around the PKCS#12 file is damaged: it does not end, or its content is not base64")]
    Pem,
    /// The file is larger than any that is read.
    #[error("the PKCS#12 file has {octets} octets, more than the {limit} that are read")]
    TooLarge {
        /// Its size in octets.
        octets: usize,
        /// The most that is read.
        limit: usize,
    },
    /// There are more keys, certificates and other objects than are read.
    #[error("the PKCS#12 file holds more than {limit} objects; split it")]
    TooManyObjects {
        /// The most that is read.
        limit: usize,
    },
    /// The file is protected by public keys instead of a password.
    #[error(
        "the PKCS#12 file is signed with a key instead of a password (RFC 7292 section 3.1), which is not supported; export it again under a password"
    )]
    PublicKeyMode,
    /// An algorithm that is not known here.
    #[error(
        "the PKCS#12 file uses {algorithm}, which is not known here; export it again with AES-256 or Triple DES"
    )]
    UnknownAlgorithm {
        /// Its name if it has one, and its object identifier.
        algorithm: String,
    },
    /// An algorithm that is known here, but not to the OpenSSL in use.
    #[error(
        "the PKCS#12 file uses {algorithm}, which the OpenSSL in use does not have (RC2, RC4 and DES are in its legacy module); export the file again with AES-256"
    )]
    NotAvailable {
        /// Its name.
        algorithm: &'static str,
    },
    /// The password would have to be hashed too often.
    #[error(
        "the PKCS#12 file asks for {asked} iterations to derive its keys, more than the {limit} allowed here; nothing was derived. Export it again with fewer"
    )]
    TooManyIterations {
        /// Rounds of the derivation functions that the file asks for in total, 2^64 - 1 for more.
        asked: u64,
        /// The most that is done for one file.
        limit: u64,
    },
    /// scrypt would take too much memory.
    #[error(
        "the PKCS#12 file asks for {asked} octets of memory to derive a key, more than the {limit} allowed here; nothing was derived. Export it again with less"
    )]
    TooMuchMemory {
        /// Octets that the file asks for, 2^64 - 1 for more.
        asked: u64,
        /// The most that is taken.
        limit: u64,
    },
    /// It is one file too many.
    #[error(transparent)]
    WorkLimit(#[from] WorkLimit),
    /// The password does not fit.
    #[error("the password does not open the PKCS#12 file; check the password, and its character encoding")]
    WrongPassword,
    /// The password opens what is encrypted, but the MAC is another.
    #[error(
        "the password opens the PKCS#12 file, but its MAC does not fit: the file was changed or damaged after it was written; get it again"
    )]
    Altered,
    /// The password fits, but one part does not open with it.
    #[error(
        "the password fits the PKCS#12 file, but one part of it is encrypted under another password or is damaged; export it again with one password"
    )]
    InnerPassword,
    /// OpenSSL failed where it should not.
    #[error("OpenSSL could not process the PKCS#12 file: {reason}")]
    Failed {
        /// What it said.
        reason: String,
    },
}

error_names!(ReadError {
    Self::Malformed(_) => "pkcs12-malformed", "A PKCS#12 file is damaged, or is something else.";
    Self::Pem => "pkcs12-pem-malformed", "The PEM around a PKCS#12 file is damaged.";
    Self::TooLarge { .. } => "pkcs12-too-large", "A PKCS#12 file is larger than any that is read.";
    Self::TooManyObjects { .. } => "pkcs12-too-many-objects", "A PKCS#12 file holds more objects than are read.";
    Self::PublicKeyMode => "pkcs12-public-key-mode", "A PKCS#12 file is protected by a key instead of a password.";
    Self::UnknownAlgorithm { .. } => "pkcs12-unknown-algorithm", "A PKCS#12 file uses an algorithm that is not known here.";
    Self::NotAvailable { .. } => "pkcs12-algorithm-not-available", "A PKCS#12 file uses an algorithm that the OpenSSL in use does not have.";
    Self::TooManyIterations { .. } => "pkcs12-too-many-iterations", "A PKCS#12 file asks for more iterations to derive its keys than are done here.";
    Self::TooMuchMemory { .. } => "pkcs12-too-much-memory", "A PKCS#12 file asks for more memory to derive a key than is taken here.";
    Self::WrongPassword => "pkcs12-wrong-password", "The password does not open a PKCS#12 file.";
    Self::Altered => "pkcs12-altered", "The password opens a PKCS#12 file whose MAC does not fit.";
    Self::InnerPassword => "pkcs12-inner-password", "One part of a PKCS#12 file is under another password or damaged.";
    Self::Failed { .. } => "pkcs12-read-failed", "OpenSSL failed while it read a PKCS#12 file.";
    @via Self::WorkLimit(error) => error;
});

impl From<PbeError> for ReadError {
    fn from(error: PbeError) -> Self {
        match error {
            PbeError::Malformed(error) => Self::Malformed(error),
            PbeError::UnknownAlgorithm { algorithm } => Self::UnknownAlgorithm { algorithm },
            PbeError::NotAvailable { algorithm } => Self::NotAvailable { algorithm },
            PbeError::TooManyIterations { asked, limit } => Self::TooManyIterations { asked, limit },
            PbeError::TooMuchMemory { asked, limit } => Self::TooMuchMemory { asked, limit },
            PbeError::WorkLimit(error) => Self::WorkLimit(error),
            PbeError::WrongPassword => Self::WrongPassword,
            PbeError::Failed { reason } => Self::Failed { reason },
        }
    }
}
