//! A rule: its stable name, how grave it is to break it, and where it comes from.

use std::fmt;

/// A rule for certificates or requests.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub struct Rule {
    /// The stable name, in lower case with hyphens.
    pub name: &'static str,
    /// How grave it is to break it.
    pub severity: Severity,
    /// The document and section that it comes from.
    pub source: &'static str,
    /// What a finding of it means, in one sentence.
    pub meaning: &'static str,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub enum Severity {
    /// Good to know.
    Notice,
    /// Some peers or CAs refuse it, or will.
    Warning,
    /// It does not work.
    Error,
}

impl Severity {
    /// The name that programs show.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Notice => "notice",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}
