//! PKCS#12 in an input (RFC 7292).

use super::{collector::Collector, object::Object, pkcs12_error::Pkcs12Error, source::Source};
use crate::{
    pkcs12::{Pkcs12, ReadError},
    secret::Password,
    work::Budget,
};

/// Puts the keys and then the certificates of a PKCS#12 file, or the file itself when it stays closed.
pub(super) fn read(collector: &mut Collector<'_>, source: Source, encoded: &[u8]) {
    // Nobody is asked for the password of a file that no password opens.
    let protection = match Pkcs12::protection_of(encoded) {
        Ok(protection) => protection,
        Err(error) => return collector.unreadable(source, Pkcs12Error::Read(error)),
    };
    let outcome = match collector.password(&source) {
        Ok(password) => open(password, encoded, collector.budget),
        Err(spent) => Err(ReadError::from(spent).into()),
    };
    match outcome {
        Ok(file) => put_each(collector, &source, &file),
        Err(error) => {
            collector.found(source.clone(), Object::Pkcs12(Box::new(protection)));
            collector.unreadable(source, error);
        }
    }
}

/// Opens a file; without a password it is tried whether an empty one does.
fn open(password: Option<Password>, encoded: &[u8], budget: &mut Budget) -> Result<Pkcs12, Pkcs12Error> {
    if let Some(password) = password {
        return Ok(Pkcs12::read_within(encoded, &password, budget)?);
    }
    Pkcs12::read_within(encoded, &Password::default(), budget).map_err(|error| match error {
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
