//! Private keys in an input, open and encrypted.

use super::{collector::Collector, object::Object, source::Source};
use crate::{
    key::{KeyReadError, PrivateKey},
    secret::Password,
    work::Budget,
};

/// Reads a private key in DER.
pub(super) fn read_der(collector: &mut Collector<'_>, source: Source, der: &[u8]) {
    read(collector, source, |password, budget| {
        PrivateKey::read_der_within(der, password, budget)
    });
}

/// Reads a private key that the headers of its PEM block say to be encrypted; `info` is the value of `DEK-Info`.
pub(super) fn read_encrypted(collector: &mut Collector<'_>, source: Source, info: &str, contents: &[u8]) {
    read(collector, source, |password, _| {
        PrivateKey::read_encrypted(info, contents, password)
    });
}

/// Tries without a password first, so that the caller is asked only when there is need for one.
fn read(
    collector: &mut Collector<'_>,
    source: Source,
    key: impl Fn(Option<&Password>, &mut Budget) -> Result<PrivateKey, KeyReadError>,
) {
    let outcome = match key(None, collector.budget) {
        Err(KeyReadError::PasswordMissing) => match collector.password(&source) {
            Ok(Some(password)) => key(Some(&password), collector.budget),
            Ok(None) => Err(KeyReadError::PasswordMissing),
            Err(spent) => Err(spent.into()),
        },
        outcome => outcome,
    };
    if let Err(
        KeyReadError::PasswordMissing
        | KeyReadError::WrongPassword
        | KeyReadError::UnknownEncryption { .. }
        | KeyReadError::WorkLimit(_),
    ) = outcome
    {
        collector.found(source.clone(), Object::EncryptedKey);
    }
    collector.put(source, outcome.map(Object::PrivateKey));
}
