//! What could not be read, and why.

use thiserror::Error;

use super::{
    armour::ArmourError, binary::BinaryError, block::FramingError, foreign::ForeignFormat,
    labelled::LabelError, pkcs12::Pkcs12Error, signed_data::SignedDataError, source::Source,
};
use crate::{
    diagnostic::Diagnostic,
    key::{KeyReadError, PublicKeyError},
    x509::{CertificateError, RequestError, RevocationListError},
};

/// A place that holds something, or should, and why it gave no object.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Unreadable {
    /// Where it is.
    pub source: Source,
    /// Why it could not be read.
    pub error: ImportError,
}

/// Why a part of an input gave no object.
///
/// Its name is the name of the error inside.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[non_exhaustive]
pub enum ImportError {
    /// The BEGIN and END lines of a PEM block are damaged.
    #[error(transparent)]
    Framing(#[from] FramingError),
    /// The content of a PEM block is damaged.
    #[error(transparent)]
    Armour(#[from] ArmourError),
    /// A PEM block of an unknown kind.
    #[error(transparent)]
    Label(#[from] LabelError),
    /// Binary data that is no known object.
    #[error(transparent)]
    Binary(#[from] BinaryError),
    /// Something that is not read here.
    #[error(transparent)]
    Foreign(#[from] ForeignFormat),
    /// A PKCS #7 container.
    #[error(transparent)]
    SignedData(#[from] SignedDataError),
    /// A PKCS#12 container.
    #[error(transparent)]
    Pkcs12(#[from] Pkcs12Error),
    /// A certificate.
    #[error(transparent)]
    Certificate(#[from] CertificateError),
    /// A certification request.
    #[error(transparent)]
    Request(#[from] RequestError),
    /// A private key.
    #[error(transparent)]
    Key(#[from] KeyReadError),
    /// A public key.
    #[error(transparent)]
    PublicKey(#[from] PublicKeyError),
    /// A revocation list.
    #[error(transparent)]
    RevocationList(#[from] RevocationListError),
}

impl Diagnostic for ImportError {
    fn name(&self) -> &'static str {
        match self {
            Self::Framing(error) => error.name(),
            Self::Armour(error) => error.name(),
            Self::Label(error) => error.name(),
            Self::Binary(error) => error.name(),
            Self::Foreign(error) => error.name(),
            Self::SignedData(error) => error.name(),
            Self::Pkcs12(error) => error.name(),
            Self::Certificate(error) => error.name(),
            Self::Request(error) => error.name(),
            Self::Key(error) => error.name(),
            Self::PublicKey(error) => error.name(),
            Self::RevocationList(error) => error.name(),
        }
    }
}
