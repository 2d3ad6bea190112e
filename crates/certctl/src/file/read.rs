//! Reading inputs: files and standard input, within a limit.

use std::{
    fs::{self, File, Metadata},
    io::{self, ErrorKind, Read},
    os::unix::fs::PermissionsExt as _,
};

use certcore::error_names;
use thiserror::Error;
use zeroize::Zeroizing;

use super::source::Source;
use crate::shell_word::word;

/// The largest input in octets: room for a hundred thousand certificates in PEM.
const LARGEST: u64 = 256 * 1024 * 1024;

/// Room for an input of unknown length, in octets: more than any key.
const USUAL: u64 = 64 * 1024;

/// The inputs of one command. Standard input can be read once.
#[derive(Debug, Default)]
pub(crate) struct Inputs {
    stdin_is_used: bool,
}

impl Inputs {
    /// Nothing was read yet.
    pub(crate) fn new() -> Self {
        Self::default()
    }

    /// Reads everything.
    ///
    /// # Errors
    ///
    /// [`ReadError`] with the name of the source.
    pub(crate) fn read(&mut self, source: &Source) -> Result<Zeroizing<Vec<u8>>, ReadError> {
        match source {
            Source::Stdin if self.stdin_is_used => Err(ReadError::StdinTwice),
            Source::Stdin => {
                self.stdin_is_used = true;
                limited(io::stdin().lock(), source, 0)
            }
            Source::File(path) => {
                let failed = |error: io::Error| ReadError::from_io(source, &error);
                let file = File::open(path).map_err(failed)?;
                let metadata = file.metadata().map_err(failed)?;
                if metadata.is_dir() {
                    return Err(ReadError::Directory {
                        path: source.to_string(),
                    });
                }
                limited(file, source, metadata.len())
            }
        }
    }
}

fn limited(reader: impl Read, source: &Source, expected: u64) -> Result<Zeroizing<Vec<u8>>, ReadError> {
    // The whole buffer is allocated at once, because a growing one leaves copies of a key behind.
    let capacity = usize::try_from(expected.clamp(USUAL, LARGEST) + 1).unwrap_or_default();
    let mut bytes = Zeroizing::new(Vec::new());
    bytes.try_reserve_exact(capacity).map_err(|_| ReadError::Failed {
        path: source.to_string(),
        reason: "there is not enough memory for it".to_owned(),
    })?;
    reader
        .take(LARGEST + 1)
        .read_to_end(&mut bytes)
        .map_err(|error| ReadError::from_io(source, &error))?;
    if bytes.len() as u64 > LARGEST {
        return Err(ReadError::TooLarge {
            path: source.to_string(),
        });
    }
    Ok(bytes)
}

/// Why an input was not read.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub(crate) enum ReadError {
    /// It does not exist.
    #[error("{path}: there is no such file")]
    NotFound {
        /// The path as it was given.
        path: String,
    },
    /// It is a directory.
    #[error("{path}: this is a directory; name the files in it, as in {}/*", word(.path))]
    Directory {
        /// The path as it was given.
        path: String,
    },
    /// The user may not read it.
    #[error("{path}: you are not allowed to read this file")]
    Denied {
        /// The path as it was given.
        path: String,
    },
    /// It is larger than any input here can be.
    #[error("{path}: this is larger than {} MiB, which no input of certctl is", LARGEST / 1024 / 1024)]
    TooLarge {
        /// The path as it was given.
        path: String,
    },
    /// Standard input was named twice.
    #[error("standard input (-) was given for two inputs, and it can be read only once; use a file for one")]
    StdinTwice,
    /// The operating system failed.
    #[error("{path}: it cannot be read: {reason}")]
    Failed {
        /// The path as it was given.
        path: String,
        /// What the operating system said.
        reason: String,
    },
}

error_names!(ReadError {
    Self::NotFound { .. } => "input-not-found", "An input file does not exist.";
    Self::Directory { .. } => "input-is-directory", "A directory was given where a file is needed.";
    Self::Denied { .. } => "input-denied", "The user may not read an input file.";
    Self::TooLarge { .. } => "input-too-large", "An input is larger than 256 MiB.";
    Self::StdinTwice => "stdin-used-twice", "Standard input was named for two inputs.";
    Self::Failed { .. } => "input-unreadable", "The operating system could not read an input.";
});

impl ReadError {
    fn from_io(source: &Source, error: &io::Error) -> Self {
        let path = source.to_string();
        match error.kind() {
            ErrorKind::NotFound => Self::NotFound { path },
            ErrorKind::PermissionDenied => Self::Denied { path },
            ErrorKind::IsADirectory => Self::Directory { path },
            _ => Self::Failed {
                path,
                reason: error.to_string(),
            },
        }
    }
}

/// A file with a secret that others can read.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("{path}: others than its owner can read this secret (mode {mode:04o}); change that with chmod 600")]
pub(crate) struct ReadableByOthers {
    /// The path as it was given.
    pub(crate) path: String,
    /// The permission bits.
    pub(crate) mode: u32,
}

error_names!(ReadableByOthers {
    _ => "key-file-readable-by-others", "A file with a private key or a password can be read by others than its owner.";
});

impl ReadableByOthers {
    /// Looks at the permission bits of a regular file.
    pub(crate) fn of(source: &Source) -> Option<Self> {
        let Source::File(path) = source else {
            return None;
        };
        let metadata = fs::metadata(path).ok().filter(Metadata::is_file)?;
        let mode = metadata.permissions().mode() & 0o7777;
        (mode & 0o044 != 0).then(|| Self {
            path: source.to_string(),
            mode,
        })
    }
}
