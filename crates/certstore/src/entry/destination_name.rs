//! Which destinations an entry is for: a domain, all below one, or all others.

use std::{fmt, str::FromStr};

use certcore::{
    error_names,
    host::{HostName, HostNameError},
};
use thiserror::Error;

/// Which destinations an entry is for.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub enum DestinationName {
    /// All that have no entry of their own.
    Default,
    /// One domain.
    Domain(HostName),
    /// All domains below this one; written `.example.com`.
    Below(HostName),
}

impl fmt::Display for DestinationName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => formatter.write_str("default"),
            Self::Domain(domain) => write!(formatter, "{domain}"),
            Self::Below(domain) => write!(formatter, ".{domain}"),
        }
    }
}

impl FromStr for DestinationName {
    type Err = DestinationNameError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::read(text, HostName::parse)
    }
}

impl DestinationName {
    /// Reads the name of a stored entry; its host name is judged by its form only, see [`HostName::stored`].
    pub(super) fn stored(text: &str) -> Result<Self, DestinationNameError> {
        Self::read(text, HostName::stored)
    }

    fn read(
        text: &str,
        host: impl Fn(&str) -> Result<HostName, HostNameError>,
    ) -> Result<Self, DestinationNameError> {
        if text.eq_ignore_ascii_case("default") {
            return Ok(Self::Default);
        }
        match text.strip_prefix('.') {
            Some(domain) => host(domain).map(Self::Below),
            None => host(text).map(Self::Domain),
        }
        .map_err(|_| DestinationNameError {
            text: text.chars().take(100).collect(),
        })
    }
}

/// A text names no destination.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("'{}' is no destination; write a domain, '.domain' for all hosts below it, or 'default'", .text.escape_debug())]
pub struct DestinationNameError {
    /// The text as it was given, at most a hundred characters of it.
    pub text: String,
}

error_names!(DestinationNameError {
    _ => "destination-name-invalid", "A text is no domain, no .domain and not the word default.";
});
