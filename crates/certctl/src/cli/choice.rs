//! Options whose values are a few words.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use thiserror::Error;

/// Reads one of `values` by its name, and offers all of them.
pub(crate) fn choice<T>(values: &'static [T], name: fn(T) -> &'static str) -> impl TypedValueParser<Value = T>
where
    T: Copy + Send + Sync + 'static,
{
    PossibleValuesParser::new(values.iter().copied().map(name)).try_map(move |text| {
        let mut values = values.iter().copied();
        values.find(|value| name(*value) == text).ok_or(NoChoice)
    })
}

/// The parser in front lets only known names through.
#[derive(Clone, Copy, Debug, Error)]
#[error("unknown")]
struct NoChoice;
