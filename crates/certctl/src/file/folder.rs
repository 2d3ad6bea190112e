//! Folders for outputs.

use std::{fs, path::Path};

use certcore::error_names;
use thiserror::Error;

/// Makes a folder, and those above it, unless it is there.
///
/// # Errors
///
/// [`FolderError`] with what the operating system said.
pub(crate) fn make_folder(path: &Path) -> Result<(), FolderError> {
    fs::create_dir_all(path).map_err(|error| FolderError {
        folder: path.display().to_string(),
        reason: error.to_string(),
    })
}

/// A folder for outputs cannot be made.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("{folder}: this folder cannot be made: {reason}")]
pub(crate) struct FolderError {
    /// The path as it was given.
    pub(crate) folder: String,
    /// What the operating system said.
    pub(crate) reason: String,
}

error_names!(FolderError {
    _ => "output-folder-failed", "A folder for outputs could not be made.";
});
