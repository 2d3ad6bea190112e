//! Commands whose answer is no data, and which therefore refuse `--json` instead of ignoring it.

use certcore::error_names;
use thiserror::Error;

use crate::session::{Format, Session};

/// Refuses `--json`.
///
/// # Errors
///
/// [`JsonNotSupported`]
pub(crate) fn refuse_json(session: &Session, command: &'static str) -> Result<(), JsonNotSupported> {
    match session.format {
        Format::Json => Err(JsonNotSupported { command }),
        Format::Text => Ok(()),
    }
}

/// `--json` was given where there is nothing to say in JSON.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("{command} has no answer in JSON; leave out --json")]
pub(crate) struct JsonNotSupported {
    /// The command.
    pub(crate) command: &'static str,
}

error_names!(JsonNotSupported {
    _ => "json-not-supported", "A command was asked for JSON that has no answer in JSON.";
});
