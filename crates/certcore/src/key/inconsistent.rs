//! The error that the two halves of a key do not belong together.

use thiserror::Error;

use crate::diagnostic::error_names;

/// The private half of a key does not belong to its public half.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error(
    "the private key does not match its public key: {reason}; the key is damaged, or parts of two keys were mixed. Use a \
     sound copy of the key, or create a new one"
)]
pub struct InconsistentKey {
    pub(super) reason: &'static str,
}

error_names!(InconsistentKey {
    _ => "key-inconsistent", "The private half of a key does not match its public half.";
});
