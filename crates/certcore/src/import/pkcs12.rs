//! PKCS#12 in an input (RFC 7292).

use thiserror::Error;

use super::{collector::Collector, object::Object, source::Source};
use crate::{
    diagnostic::error_names,
    pkcs12::{Pkcs12, ReadError, Skipped},
    secret::Password,
};

/// Puts the keys and then the certificates of a PKCS#12 file, or the file itself when it stays closed.
pub(super) fn read(collector: &mut Collector<'_>, source: Source, encoded: &[u8]) {
    // Nobody is asked for the password of a file that no password opens.
    let protection = match Pkcs12::protection_of(encoded) {
        Ok(protection) => protection,
        Err(error) => return collector.unreadable(source, Pkcs12Error::Read(error)),
    };
    match open(collector.password(&source), encoded) {
        Ok(file) => put_each(collector, &source, &file),
        Err(error) => {
            collector.found(source.clone(), Object::Pkcs12(Box::new(protection)));
            collector.unreadable(source, error);
        }
    }
}

/// Opens a file; without a password it is tried whether an empty one does.
fn open(password: Option<Password>, encoded: &[u8]) -> Result<Pkcs12, Pkcs12Error> {
    if let Some(password) = password {
        return Ok(Pkcs12::read(encoded, &password)?);
    }
    Pkcs12::read(encoded, &Password::default()).map_err(|error| match error {
        ReadError::WrongPassword => Pkcs12Error::PasswordMissing,
        error => error.into(),
    })
}

fn put_each(collector: &mut Collector<'_>, source: &Source, file: &Pkcs12) {
    let keys = file
        .keys()
        .iter()
        .map(|entry| (Object::PrivateKey(entry.key.clone()), &entry.friendly_name));
    let certificates = file.certificates().iter().map(|entry| {
        let certificate = Box::new(entry.certificate.clone());
        (Object::Certificate(certificate), &entry.friendly_name)
    });
    for (number, (object, name)) in (1..).zip(keys.chain(certificates)) {
        collector.found_named(source.with_element(number), object, name.clone());
    }
    for skipped in file.skipped() {
        collector.unreadable(source.clone(), Pkcs12Error::Skipped(skipped.clone()));
    }
}

/// Why a PKCS#12 file stays closed, or a part of it was left out.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum Pkcs12Error {
    /// No password was given.
    #[error("the PKCS #12 file is encrypted; give its password")]
    PasswordMissing,
    /// It cannot be read.
    #[error(transparent)]
    Read(#[from] ReadError),
    /// An object in it cannot be used.
    #[error("the PKCS #12 file holds {0}; the rest of it was read")]
    Skipped(Skipped),
}

error_names!(Pkcs12Error {
    Self::PasswordMissing => "pkcs12-password-missing", "A PKCS #12 file is encrypted and no password was given.";
    Self::Skipped(_) => "pkcs12-object-skipped", "An object in a PKCS #12 file cannot be used.";
    @via Self::Read(error) => error;
});
