//! Key files: read, with their password when they have one.

use certcore::key::{KeyReadError, PrivateKey};

use crate::{
    failure::Failure,
    file::Source,
    password::{self, Given, Prompt},
    session::Session,
};

/// Reads a private key, and its password only when the key is encrypted.
///
/// # Errors
///
/// [`KeyReadError`] with the name of the file, or why there is no password.
pub(crate) fn private_key(
    source: &Source,
    password: &Given,
    session: &mut Session,
) -> Result<PrivateKey, Failure> {
    let bytes = session.inputs.read(source)?;
    session.warn_if_readable_by_others(source);
    match PrivateKey::read(&bytes, None) {
        Err(KeyReadError::PasswordMissing) => {
            let what = format!("the private key {source}");
            let password = password::obtain(password, &what, Prompt::Existing, session)?;
            PrivateKey::read(&bytes, Some(&password))
        }
        result => result,
    }
    .map_err(|error| Failure::new(&error).in_source(source))
}
