//! Private keys in an input, open and encrypted.

use super::{collector::Collector, object::Object, source::Source};
use crate::{
    key::{KeyReadError, PrivateKey},
    secret::Password,
};

/// Reads a private key in DER.
pub(super) fn read_der(collector: &mut Collector<'_>, source: Source, der: &[u8]) {
    read(collector, source, |password| PrivateKey::read_der(der, password));
}

/// Reads a private key that the headers of its PEM block say to be encrypted; `info` is the value of `DEK-Info`.
pub(super) fn read_encrypted(collector: &mut Collector<'_>, source: Source, info: &str, contents: &[u8]) {
    read(collector, source, |password| {
        PrivateKey::read_encrypted(info, contents, password)
    });
}

/// Tries without a password first, so that the caller is asked only when there is need for one.
fn read(
    collector: &mut Collector<'_>,
    source: Source,
    key: impl Fn(Option<&Password>) -> Result<PrivateKey, KeyReadError>,
) {
    let outcome = match key(None) {
        Err(KeyReadError::PasswordMissing) => match collector.password(&source) {
            Some(password) => key(Some(&password)),
            None => Err(KeyReadError::PasswordMissing),
        },
        outcome => outcome,
    };
    if let Err(
        KeyReadError::PasswordMissing | KeyReadError::WrongPassword | KeyReadError::UnknownEncryption { .. },
    ) = outcome
    {
        collector.found(source.clone(), Object::EncryptedKey);
    }
    collector.put(source, outcome.map(Object::PrivateKey));
}
