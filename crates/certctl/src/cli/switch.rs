//! Options that are on or off.

use certstore::entry::Switch;
use clap::builder::TypedValueParser;

use super::choice::choice;

/// Reads `on` or `off`.
pub(crate) fn switch() -> impl TypedValueParser<Value = Switch> {
    choice(&[Switch::On, Switch::Off], Switch::as_str)
}
