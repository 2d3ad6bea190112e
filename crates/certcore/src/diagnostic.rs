//! Stable names of errors, the same in the command line, in JSON and in logs.

use std::error::Error;

/// An error that a person can meet, under a name that does not change between releases.
pub trait Diagnostic: Error {
    /// The stable name, in lower case with hyphens: `key-does-not-match`.
    fn name(&self) -> &'static str;
}

/// A name and what it means, for reference pages.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct NamedError {
    /// The stable name.
    pub name: &'static str,
    /// What it means, in one sentence.
    pub meaning: &'static str,
}

/// Gives every variant of an error its stable name and the sentence for the reference page.
///
/// The list is the only place where a name is written, so the page and the program cannot differ. A variant that only
/// passes another error on keeps that error's name: `@via Self::Host(error) => error;`.
#[macro_export]
macro_rules! error_names {
    ($error:ty {
        $($pattern:pat => $name:literal, $meaning:literal;)*
        $(@via $wrapped:pat => $inner:expr;)*
    }) => {
        impl $error {
            /// The names that this error can have besides those of errors it passes on, with their meaning.
            pub const NAMES: &'static [$crate::diagnostic::NamedError] = &[
                $($crate::diagnostic::NamedError { name: $name, meaning: $meaning }),*
            ];
        }

        impl $crate::diagnostic::Diagnostic for $error {
            fn name(&self) -> &'static str {
                match self {
                    $($pattern => $name,)*
                    $($wrapped => $crate::diagnostic::Diagnostic::name($inner),)*
                }
            }
        }
    };
}
pub use error_names;
