//! The kinds of object that an input can hold.

use std::fmt;

use crate::{
    key::{PrivateKey, PublicKey},
    pkcs12::Protection,
    x509::{Certificate, CertificateRequest, RevocationList},
};

/// An object that was found.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub enum Object {
    /// A certificate.
    Certificate(Box<Certificate>),
    /// A certification request; its signature was not looked at.
    Request(Box<CertificateRequest>),
    /// A private key.
    PrivateKey(PrivateKey),
    /// A private key that stays encrypted, because there is no password for it or a wrong one.
    EncryptedKey,
    /// A public key on its own.
    PublicKey(PublicKey),
    /// A revocation list.
    RevocationList(RevocationList),
    /// A PKCS#12 file that stays closed. One that was opened is not listed, but what it holds is.
    Pkcs12(Box<Protection>),
    /// Domain parameters, such as stand before the keys that OpenSSL's `ecparam` makes.
    Parameters(Parameters),
}

impl Object {
    /// The kind, under a name that does not change between releases.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Certificate(_) => "certificate",
            Self::Request(_) => "request",
            Self::PrivateKey(_) => "key",
            Self::EncryptedKey => "encrypted-key",
            Self::PublicKey(_) => "public-key",
            Self::RevocationList(_) => "crl",
            Self::Pkcs12(_) => "pkcs12",
            Self::Parameters(_) => "parameters",
        }
    }
}

/// What domain parameters are for.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Parameters {
    /// Diffie-Hellman.
    Dh,
    /// DSA.
    Dsa,
    /// Elliptic curves.
    Ec,
}

impl fmt::Display for Parameters {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Dh => "dh",
            Self::Dsa => "dsa",
            Self::Ec => "ec",
        })
    }
}
