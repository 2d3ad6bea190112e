//! A new file before it is at its place, so that whoever is interrupted leaves none there that is half a store.

use std::{
    fs::{File, Permissions},
    io,
    os::unix::fs::PermissionsExt as _,
    path::Path,
};

use tempfile::{Builder, TempPath};

/// A new file in the folder of `path`, which only its owner can read.
pub(super) fn begin(path: &Path) -> io::Result<TempPath> {
    let folder = path.parent().unwrap_or(path);
    let file = Builder::new()
        .prefix(".certstore-")
        .permissions(Permissions::from_mode(0o600))
        .tempfile_in(folder)?;
    Ok(file.into_temp_path())
}

/// Puts it at `path`, where there must be nothing, and on disk.
pub(super) fn publish(begun: TempPath, path: &Path) -> io::Result<()> {
    File::open(&begun)?.sync_all()?;
    begun.persist_noclobber(path).map_err(|error| error.error)?;
    match path.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}
