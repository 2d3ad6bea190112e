//! Why a command did not come to its end.

use certcore::diagnostic::Diagnostic;

use super::left::Left;
use crate::failure::Failure;

/// Why a command did not come to its end. Every error with a name becomes one by `?`.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Stop {
    /// Its dialogue was left.
    Left(Left),
    /// It could not do what it was asked.
    Failed(Failure),
}

impl From<Left> for Stop {
    fn from(left: Left) -> Self {
        match left {
            Left::Refused(failure) => Self::Failed(failure),
            left => Self::Left(left),
        }
    }
}

impl From<Failure> for Stop {
    fn from(failure: Failure) -> Self {
        Self::Failed(failure)
    }
}

impl<D: Diagnostic> From<D> for Stop {
    fn from(diagnostic: D) -> Self {
        Self::Failed(Failure::new(&diagnostic))
    }
}
