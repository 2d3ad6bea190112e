//! What could not be read, and why.

use thiserror::Error;

use super::{
    armour::ArmourError, binary_error::BinaryError, block::FramingError, foreign::ForeignFormat,
    label::LabelError, pkcs12_error::Pkcs12Error, signed_data_error::SignedDataError, source::Source,
};
use crate::{
    diagnostic::error_names,
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
    /// Too many parts to tell one by one.
    #[error(transparent)]
    Further(#[from] FurtherUnreadable),
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
    /// A PKCS#7 container.
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

error_names!(ImportError {
    @via Self::Further(error) => error;
    @via Self::Framing(error) => error;
    @via Self::Armour(error) => error;
    @via Self::Label(error) => error;
    @via Self::Binary(error) => error;
    @via Self::Foreign(error) => error;
    @via Self::SignedData(error) => error;
    @via Self::Pkcs12(error) => error;
    @via Self::Certificate(error) => error;
    @via Self::Request(error) => error;
    @via Self::Key(error) => error;
    @via Self::PublicKey(error) => error;
    @via Self::RevocationList(error) => error;
});

/// From here on too many parts of the inputs could not be read.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("from here on {count} more parts cannot be read; are these the files that you meant?")]
pub struct FurtherUnreadable {
    /// How many.
    pub count: usize,
}

error_names!(FurtherUnreadable {
    _ => "too-many-unreadable", "Too many parts of an input cannot be read to tell them one by one.";
});
