//! Where an output goes.

use std::{ffi::OsString, path::PathBuf};

/// A file, or standard output (`-`).
#[derive(Clone, Debug, Eq, PartialEq)]
pub(crate) enum Destination {
    /// A file.
    File(PathBuf),
    /// Standard output.
    Stdout,
}

impl From<OsString> for Destination {
    fn from(argument: OsString) -> Self {
        if argument == "-" {
            Self::Stdout
        } else {
            Self::File(argument.into())
        }
    }
}
