//! Numbers of days, as they are typed.

use certcore::error_names;
use thiserror::Error;

/// A number of days.
///
/// # Errors
///
/// [`DaysInvalid`].
pub(super) fn days(typed: &str) -> Result<u32, DaysInvalid> {
    typed.parse().map_err(|_| DaysInvalid {
        typed: typed.to_owned(),
    })
}

/// A text is not a number of days.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("'{}' is no number of days; enter one such as 365", .typed.escape_debug())]
pub(crate) struct DaysInvalid {
    /// What was typed.
    typed: String,
}

error_names!(DaysInvalid {
    _ => "days-invalid", "An answer at the console is no number of days.";
});
