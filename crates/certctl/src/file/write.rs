//! Writing outputs: complete or not at all, and private where they hold a secret.

use std::{
    fs::{self, File, Metadata, Permissions},
    io::{self, ErrorKind, Write as _},
    os::unix::fs::{MetadataExt as _, PermissionsExt as _},
    path::{Path, PathBuf},
};

use certcore::error_names;
use serde::Serialize;
use tempfile::{Builder, NamedTempFile};
use thiserror::Error;

/// Who may read an output.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Secrecy {
    /// Everyone whom the umask allows.
    Public,
    /// Its owner only (mode 0600).
    Private,
}

/// What happens to a file that is already there.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Existing {
    /// It stays, and the command fails.
    Refuse,
    /// It is replaced.
    Replace,
}

/// The outputs of one command. Each is prepared beside its place; all appear together.
#[derive(Debug)]
pub(crate) struct Batch {
    existing: Existing,
    prepared: Vec<Prepared>,
}

#[derive(Debug)]
struct Prepared {
    temporary: NamedTempFile,
    written: Written,
    path: PathBuf,
    is_new: bool,
}

/// A file that was written.
#[derive(Clone, Debug, Eq, PartialEq, Serialize)]
pub(crate) struct Written {
    /// The path as it was given.
    pub(crate) path: String,
    /// What it holds.
    pub(crate) kind: &'static str,
}

impl Batch {
    /// No output yet.
    pub(crate) const fn new(existing: Existing) -> Self {
        Self {
            existing,
            prepared: Vec::new(),
        }
    }

    /// Refuses early an output that could not be written later, before a key is made or a password is asked for.
    ///
    /// # Errors
    ///
    /// [`WriteError::Exists`], [`WriteError::NotAFile`], [`WriteError::NoFolder`].
    pub(crate) fn check(&self, path: &Path) -> Result<(), WriteError> {
        let shown = path.display().to_string();
        match fs::symlink_metadata(path) {
            Ok(_) if self.existing == Existing::Refuse => return Err(WriteError::Exists { path: shown }),
            Ok(link) if link.is_symlink() && is_laid(&link, folder_of(path)) => {
                return Err(WriteError::ForeignLink { path: shown });
            }
            // A dangling link has no metadata behind it and is replaced by the file.
            Ok(_) if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) => {
                return Err(WriteError::NotAFile { path: shown });
            }
            _ => {}
        }
        if !folder_of(path).is_dir() {
            return Err(WriteError::NoFolder {
                folder: folder_of(path).display().to_string(),
                path: shown,
            });
        }
        Ok(())
    }

    /// Writes the contents beside their place.
    ///
    /// # Errors
    ///
    /// [`WriteError`]; nothing has appeared at `path` then.
    pub(crate) fn add(
        &mut self,
        path: &Path,
        kind: &'static str,
        secrecy: Secrecy,
        contents: &[u8],
    ) -> Result<(), WriteError> {
        self.check(path)?;
        let shown = path.display().to_string();
        // A link to a file keeps pointing to it: what it points to is replaced.
        let target = fs::canonicalize(path).unwrap_or_else(|_| in_real_folder(path));
        if self.prepared.iter().any(|other| other.path == target) {
            return Err(WriteError::NamedTwice { path: shown });
        }
        let failed = |error: io::Error| WriteError::from_io(path, &error);
        let mut temporary = Builder::new()
            .prefix(".certctl-")
            .permissions(permissions(secrecy))
            .tempfile_in(folder_of(&target))
            .map_err(failed)?;
        temporary.write_all(contents).map_err(failed)?;
        temporary.as_file().sync_all().map_err(failed)?;
        self.prepared.push(Prepared {
            temporary,
            written: Written { path: shown, kind },
            is_new: !target.exists(),
            path: target,
        });
        Ok(())
    }

    /// Puts every output in its place.
    ///
    /// # Errors
    ///
    /// [`WriteError`]; outputs that did not exist before are taken back then.
    pub(crate) fn commit(self) -> Result<Vec<Written>, WriteError> {
        let mut done: Vec<(PathBuf, bool)> = Vec::new();
        let mut all = Vec::new();
        for prepared in self.prepared {
            let Prepared {
                temporary,
                written,
                path,
                is_new,
            } = prepared;
            let result = match self.existing {
                Existing::Refuse => temporary.persist_noclobber(&path),
                Existing::Replace => temporary.persist(&path),
            };
            if let Err(error) = result {
                for (path, _) in done.iter().filter(|(_, is_new)| *is_new) {
                    // What cannot be taken back is complete, so it stays.
                    let _stays = fs::remove_file(path);
                }
                return Err(WriteError::from_io(Path::new(&written.path), &error.error));
            }
            done.push((path, is_new));
            all.push(written);
        }
        for (path, _) in &done {
            // The files are complete; a folder that cannot be synchronized is no reason to fail.
            let _still_there = File::open(folder_of(path)).and_then(|folder| folder.sync_all());
        }
        Ok(all)
    }
}

/// Why an output was not written.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub(crate) enum WriteError {
    /// There is something at its place.
    #[error("{path}: there is such a file already, and it was not touched")]
    Exists {
        /// The path as it was given.
        path: String,
    },
    /// What is at its place is not a file.
    #[error("{path}: this is not a regular file, so it cannot be replaced")]
    NotAFile {
        /// The path as it was given.
        path: String,
    },
    /// It is a link that somebody laid in a folder for all.
    #[error(
        "{path}: this is a link that another user made in a folder that all can write, so it is not followed"
    )]
    ForeignLink {
        /// The path as it was given.
        path: String,
    },
    /// Its folder does not exist.
    #[error("{path}: there is no folder {folder}; make it first")]
    NoFolder {
        /// The path as it was given.
        path: String,
        /// The folder.
        folder: String,
    },
    /// Two outputs of one command have the same path.
    #[error("{path}: two outputs of this command would go to this file; give each its own")]
    NamedTwice {
        /// The path as it was given.
        path: String,
    },
    /// The operating system failed.
    #[error("{path}: it cannot be written: {reason}")]
    Failed {
        /// The path as it was given.
        path: String,
        /// What the operating system said.
        reason: String,
    },
}

error_names!(WriteError {
    Self::Exists { .. } => "output-exists", "There is a file at the place of an output, and --force was not given.";
    Self::NotAFile { .. } => "output-not-a-file", "There is something other than a file at the place of an output.";
    Self::ForeignLink { .. } => "output-foreign-link", "There is another user's link at the place of an output, in a folder that all can write.";
    Self::NoFolder { .. } => "output-folder-missing", "The folder of an output does not exist.";
    Self::NamedTwice { .. } => "output-named-twice", "Two outputs of one command have the same path.";
    Self::Failed { .. } => "output-failed", "The operating system could not write an output.";
});

impl WriteError {
    fn from_io(path: &Path, error: &io::Error) -> Self {
        let path = path.display().to_string();
        match error.kind() {
            ErrorKind::AlreadyExists => Self::Exists { path },
            _ => Self::Failed {
                path,
                reason: error.to_string(),
            },
        }
    }
}

/// Whether a link may be a trap: it stands in a folder that all can write, and belongs neither to the folder's owner nor to
/// whom this process works for.
fn is_laid(link: &Metadata, folder: &Path) -> bool {
    let own = || tempfile::tempfile().and_then(|file| file.metadata());
    fs::metadata(folder).is_ok_and(|folder| {
        folder.mode() & 0o002 != 0
            && link.uid() != folder.uid()
            && own().is_ok_and(|own| own.uid() != link.uid())
    })
}

/// The folder that holds `path`.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The path of a file that does not exist yet, the same for every spelling of its folder.
fn in_real_folder(path: &Path) -> PathBuf {
    match (fs::canonicalize(folder_of(path)), path.file_name()) {
        (Ok(folder), Some(name)) => folder.join(name),
        _ => path.to_owned(),
    }
}

fn permissions(secrecy: Secrecy) -> Permissions {
    Permissions::from_mode(match secrecy {
        Secrecy::Public => 0o666,
        Secrecy::Private => 0o600,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entries(folder: &Path) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    #[test]
    fn nothing_appears_before_the_commit() {
        let folder = tempfile::tempdir().unwrap();
        let mut batch = Batch::new(Existing::Refuse);
        batch
            .add(&folder.path().join("a"), "key", Secrecy::Private, b"1")
            .unwrap();
        assert!(!folder.path().join("a").exists());
        drop(batch);
        assert!(entries(folder.path()).is_empty());
    }

    #[test]
    fn an_output_that_cannot_be_placed_takes_the_others_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut batch = Batch::new(Existing::Refuse);
        batch
            .add(&folder.path().join("a"), "key", Secrecy::Private, b"1")
            .unwrap();
        batch
            .add(&folder.path().join("b"), "certificate", Secrecy::Public, b"2")
            .unwrap();
        fs::write(folder.path().join("b"), "someone else").unwrap();
        assert_eq!(
            batch.commit().unwrap_err().to_string().split(": ").nth(1),
            Some("there is such a file already, and it was not touched")
        );
        assert_eq!(entries(folder.path()), ["b"]);
        assert_eq!(fs::read(folder.path().join("b")).unwrap(), b"someone else");
    }

    #[test]
    fn one_path_for_two_outputs_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "old").unwrap();
        let mut batch = Batch::new(Existing::Replace);
        batch.add(&path, "key", Secrecy::Private, b"1").unwrap();
        let again = batch.add(&path, "key", Secrecy::Private, b"2");
        assert!(matches!(again, Err(WriteError::NamedTwice { .. })));
    }

    #[test]
    fn a_private_output_is_readable_by_its_owner_only() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, Permissions::from_mode(0o644)).unwrap();
        let mut batch = Batch::new(Existing::Replace);
        batch.add(&path, "key", Secrecy::Private, b"1").unwrap();
        batch.commit().unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        assert_eq!(fs::read(&path).unwrap(), b"1");
    }

    #[test]
    fn a_link_keeps_pointing_to_its_file() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "old").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        let mut batch = Batch::new(Existing::Replace);
        batch.add(&link, "certificate", Secrecy::Public, b"new").unwrap();
        batch.commit().unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"new");
    }

    #[test]
    fn a_link_of_another_user_in_a_folder_for_all_is_not_followed() {
        let folder = tempfile::tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "old").unwrap();
        std::os::unix::fs::symlink(&file, &link).unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(0o1777)).unwrap();
        let batch = Batch::new(Existing::Replace);
        assert_eq!(batch.check(&link), Ok(()), "his own link");
        // Only root can give a link away.
        if std::os::unix::fs::lchown(&link, Some(65534), None).is_ok() {
            assert!(matches!(batch.check(&link), Err(WriteError::ForeignLink { .. })));
        }
    }

    #[test]
    fn a_device_is_never_replaced() {
        let batch = Batch::new(Existing::Replace);
        let error = batch.check(Path::new("/dev/null")).unwrap_err();
        assert!(matches!(error, WriteError::NotAFile { .. }));
    }
}
