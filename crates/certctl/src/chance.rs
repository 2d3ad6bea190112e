//! The only place where certctl draws serial numbers.

use certcore::{error_names, x509::Serial};
use thiserror::Error;

/// A new serial number from the operating system's random generator.
///
/// # Errors
///
/// [`ChanceError`] when the operating system has none to give.
pub(crate) fn serial() -> Result<Serial, ChanceError> {
    let mut random = [0; 16];
    getrandom::fill(&mut random).map_err(|_| ChanceError)?;
    Ok(Serial::from_random(random))
}

/// The operating system gave no random octets.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("the operating system gave no random octets for a serial number")]
pub(crate) struct ChanceError;

error_names!(ChanceError {
    _ => "random-unavailable", "The operating system gave no random octets.";
});
