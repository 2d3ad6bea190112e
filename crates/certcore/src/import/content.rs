//! One object in DER, after its structure was told.

use std::borrow::Cow;

use openssl::{pkey::PKey, rsa::Rsa};
use zeroize::Zeroizing;

use super::{
    collector::Collector, object::Object, pkcs12, private_key, signed_data, source::Source,
    structure::Structure,
};
use crate::{
    key::{PublicKey, PublicKeyError},
    x509::{Certificate, CertificateRequest, RevocationList},
};

/// Reads `der`, which has the outer form of `structure`, and puts what it holds.
pub(super) fn read(collector: &mut Collector<'_>, source: Source, der: Cow<'_, [u8]>, structure: Structure) {
    match structure {
        Structure::Certificate => {
            let certificate = Certificate::from_der(der.into_owned());
            collector.put(source, certificate.map(Box::new).map(Object::Certificate));
        }
        Structure::Request => {
            let request = CertificateRequest::read_der(&der);
            collector.put(source, request.map(Box::new).map(Object::Request));
        }
        Structure::RevocationList => {
            let list = RevocationList::read_der(&der);
            collector.put(source, list.map(Object::RevocationList));
        }
        Structure::Key | Structure::EncryptedKey => {
            erased(der, |der| private_key::read_der(collector, source, der));
        }
        Structure::PublicKey => {
            collector.put(source, PublicKey::read(&der).map(Object::PublicKey));
        }
        Structure::RsaPublicKey => {
            collector.put(source, rsa_public_key(&der).map(Object::PublicKey));
        }
        Structure::Parameters(parameters) => collector.found(source, Object::Parameters(parameters)),
        Structure::ContentInfo => signed_data::read(collector, &source, &der),
        Structure::Pkcs12 => erased(der, |der| pkcs12::read(collector, source, der)),
    }
}

/// Reads octets that can hold a private key, and overwrites them afterwards when they are a copy.
fn erased(der: Cow<'_, [u8]>, read: impl FnOnce(&[u8])) {
    match der {
        Cow::Borrowed(der) => read(der),
        Cow::Owned(der) => read(&Zeroizing::new(der)),
    }
}

/// A public key in PKCS#1 (RFC 8017 §A.1.1).
fn rsa_public_key(der: &[u8]) -> Result<PublicKey, PublicKeyError> {
    let spki = Rsa::public_key_from_der_pkcs1(der)
        .and_then(PKey::from_rsa)
        .and_then(|key| key.public_key_to_der())
        .map_err(|_| PublicKeyError::Malformed)?;
    PublicKey::read(&spki)
}
