//! Key files: read in any form, with their password when they have one.

use std::mem;

use certcore::{
    error_names,
    import::{self, Input},
    key::{KeyReadError, PrivateKey},
    secret::Password,
};
use thiserror::Error;

use crate::{
    failure::Failure,
    file::Source,
    notice::Notice,
    password::{self, Given, Prompt},
    session::Session,
};

/// Reads the only private key of a file, and its password only when something in the file is encrypted.
///
/// # Errors
///
/// Why there is no password or no key, with the name of the file; [`SeveralKeys`].
pub(crate) fn private_key(
    source: &Source,
    password: &Given,
    session: &mut Session,
) -> Result<PrivateKey, Failure> {
    let bytes = session.inputs.read(source)?;
    let name = source.to_string();
    let what = format!("the private key {source}");
    let mut known: Option<Password> = None;
    let mut failure = None;
    let input = Input {
        name: &name,
        bytes: &bytes,
    };
    // The password needs the session too.
    let mut work = mem::take(&mut session.work);
    let passwords = |_: &import::Source| {
        if known.is_none() && failure.is_none() {
            match password::obtain(password, &what, Prompt::Existing, session) {
                Ok(password) => known = Some(password),
                Err(error) => failure = Some(error),
            }
        }
        known.clone()
    };
    let mut pile = import::read_within(&[input], passwords, &mut work);
    session.work = work;
    let mut keys: Vec<PrivateKey> = Vec::new();
    for (_, key) in pile.private_keys() {
        if keys.iter().all(|known| known.public() != key.public()) {
            keys.push(key.clone());
        }
    }
    if !keys.is_empty() {
        session.warn_if_readable_by_others(source);
    }
    let count = keys.len();
    match (keys.pop(), failure) {
        (_, Some(failure)) => Err(failure),
        (Some(key), None) if count == 1 => {
            let unread = pile.unreadable.iter();
            session
                .warnings
                .extend(unread.map(|part| Notice::new(&part.error).in_source(&part.source)));
            Ok(key)
        }
        (Some(_), None) => Err(Failure::new(&SeveralKeys { count }).in_source(source)),
        (None, None) if pile.unreadable.is_empty() => {
            Err(Failure::new(&KeyReadError::NoKey).in_source(source))
        }
        (None, None) => {
            let first = pile.unreadable.swap_remove(0);
            Err(Failure::new(&first.error).in_source(&first.source))
        }
    }
}

/// A file holds several private keys, and one is needed.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("there are {count} different private keys in this file; give a file with one")]
pub(crate) struct SeveralKeys {
    /// How many.
    pub(crate) count: usize,
}

error_names!(SeveralKeys {
    _ => "key-ambiguous", "A file holds several private keys where one is needed.";
});
