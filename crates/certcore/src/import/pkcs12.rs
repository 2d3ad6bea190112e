//! PKCS#12 in an input (RFC 7292).

use std::borrow::Cow;

use thiserror::Error;

use super::{collector::Collector, object::Object, source::Source};
use crate::diagnostic::error_names;

/// Lists what a PKCS#12 file holds, or the file itself when it stays closed.
pub(super) fn read(collector: &mut Collector<'_>, source: &Source, _der: Cow<'_, [u8]>) {
    collector.found(source.clone(), Object::Pkcs12);
    let error = match collector.password(source) {
        Some(_) => Pkcs12Error::Closed,
        None => Pkcs12Error::PasswordMissing,
    };
    collector.unreadable(source.clone(), error);
}

/// Why a PKCS#12 file stays closed.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum Pkcs12Error {
    /// No password was given.
    #[error("the PKCS#12 file needs a password; give it")]
    PasswordMissing,
    /// It cannot be opened.
    #[error("the PKCS#12 file cannot be opened")]
    Closed,
}

error_names!(Pkcs12Error {
    Self::PasswordMissing => "pkcs12-password-missing", "A PKCS#12 file needs a password and none was given.";
    Self::Closed => "pkcs12-closed", "A PKCS#12 file cannot be opened.";
});
