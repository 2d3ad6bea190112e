//! Writing outputs: complete or not at all, and private where they hold a secret.

use std::{
    fs,
    io::{self, ErrorKind},
    path::Path,
};

use certcore::error_names;
use certstore::file::{Draft, FinalLink, ForeignLink, Place};
use serde::Serialize;
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
    draft: Draft,
    written: Written,
    place: Place,
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
    /// [`WriteError::Exists`], [`WriteError::NotAFile`], [`WriteError::ForeignLink`], [`WriteError::NoFolder`].
    pub(crate) fn check(&self, path: &Path) -> Result<(), WriteError> {
        self.place(path).map(drop)
    }

    /// Where an output goes, and whether it is new there.
    fn place(&self, path: &Path) -> Result<(Place, bool), WriteError> {
        let shown = || path.display().to_string();
        let failed = |error: io::Error| WriteError::from_io(path, &error);
        // A link to a file keeps pointing to it: what it points to is replaced. A dangling one is replaced by the file.
        let last = match self.existing {
            Existing::Refuse => FinalLink::Keep,
            Existing::Replace => FinalLink::Follow,
        };
        let place = Place::find(path, last).map_err(failed)?;
        let standing = place.standing().map_err(failed)?;
        match standing {
            Some(_) if self.existing == Existing::Refuse => Err(WriteError::Exists { path: shown() }),
            Some(kind) if !(kind.is_file() || kind.is_symlink()) => {
                Err(WriteError::NotAFile { path: shown() })
            }
            // What a link of the kernel's own leads to has no place.
            _ if fs::metadata(path).is_ok_and(|metadata| !metadata.is_file()) => {
                Err(WriteError::NotAFile { path: shown() })
            }
            standing => Ok((place, standing.is_none())),
        }
    }

    /// Writes the contents to where they have no name yet, in the folder where they will have one.
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
        let (place, is_new) = self.place(path)?;
        let shown = path.display().to_string();
        if self.prepared.iter().any(|other| other.place.is(&place)) {
            return Err(WriteError::NamedTwice { path: shown });
        }
        let draft = Draft::write(place.folder(), permissions(secrecy), contents)
            .map_err(|error| WriteError::from_io(path, &error))?;
        self.prepared.push(Prepared {
            draft,
            written: Written { path: shown, kind },
            place,
            is_new,
        });
        Ok(())
    }

    /// Puts every output in its place.
    ///
    /// # Errors
    ///
    /// [`WriteError`]; outputs that did not exist before are taken back then.
    pub(crate) fn commit(self) -> Result<Vec<Written>, WriteError> {
        let mut new: Vec<Place> = Vec::new();
        let mut all = Vec::new();
        for prepared in self.prepared {
            let Prepared {
                draft,
                written,
                place,
                is_new,
            } = prepared;
            let result = match self.existing {
                Existing::Refuse => draft.create(place.name()),
                Existing::Replace => draft.replace(place.name()),
            };
            if let Err(error) = result {
                for place in new {
                    // What cannot be taken back is complete, so it stays.
                    let _stays = place.remove();
                }
                return Err(WriteError::from_io(Path::new(&written.path), &error));
            }
            new.extend(is_new.then_some(place));
            all.push(written);
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
        "{path}: there is a link that another user made in a folder that all can write, so it is not followed"
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
        let shown = path.display().to_string();
        match error.kind() {
            _ if ForeignLink::is_in(error) => Self::ForeignLink { path: shown },
            ErrorKind::AlreadyExists => Self::Exists { path: shown },
            ErrorKind::IsADirectory => Self::NotAFile { path: shown },
            // A folder of the system's own, such as /proc, gives the same answer.
            ErrorKind::NotFound | ErrorKind::NotADirectory if !folder_of(path).is_dir() => Self::NoFolder {
                folder: folder_of(path).display().to_string(),
                path: shown,
            },
            _ => Self::Failed {
                path: shown,
                reason: error.to_string(),
            },
        }
    }
}

/// The folder that holds `path`, as it was given.
fn folder_of(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

const fn permissions(secrecy: Secrecy) -> u32 {
    match secrecy {
        Secrecy::Public => 0o666,
        Secrecy::Private => 0o600,
    }
}

#[cfg(test)]
mod tests {
    use std::{fs::Permissions, os::unix::fs::PermissionsExt as _};

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
    fn a_folder_behind_a_link_of_another_user_is_not_entered() {
        let folder = tempfile::tempdir().unwrap();
        let (real, link) = (folder.path().join("real"), folder.path().join("link"));
        fs::create_dir(&real).unwrap();
        std::os::unix::fs::symlink(&real, &link).unwrap();
        fs::set_permissions(folder.path(), Permissions::from_mode(0o1777)).unwrap();
        for existing in [Existing::Refuse, Existing::Replace] {
            let mut batch = Batch::new(existing);
            batch
                .add(&link.join("own"), "key", Secrecy::Private, b"1")
                .unwrap();
            batch.commit().unwrap();
            assert_eq!(entries(&real), ["own"], "his own link");
            fs::remove_file(real.join("own")).unwrap();
        }
        // Only root can give a link away.
        if std::os::unix::fs::lchown(&link, Some(65534), None).is_ok() {
            for existing in [Existing::Refuse, Existing::Replace] {
                let mut batch = Batch::new(existing);
                let refused = batch.add(&link.join("a"), "key", Secrecy::Private, b"1");
                assert!(
                    matches!(refused, Err(WriteError::ForeignLink { .. })),
                    "{refused:?}"
                );
            }
            assert!(entries(&real).is_empty());
        }
    }

    #[test]
    fn a_link_that_comes_and_goes_never_leads_to_the_file_of_another_user() {
        use std::sync::atomic::{AtomicBool, Ordering};

        let folder = tempfile::tempdir().unwrap();
        let (victim, output) = (folder.path().join("victim"), folder.path().join("for-all/out"));
        fs::create_dir(folder.path().join("for-all")).unwrap();
        fs::set_permissions(folder.path().join("for-all"), Permissions::from_mode(0o1777)).unwrap();
        fs::write(&victim, "not ours").unwrap();
        let trap = folder.path().join("for-all/trap");
        std::os::unix::fs::symlink(&victim, &trap).unwrap();
        // Only root can give a link away.
        if std::os::unix::fs::lchown(&trap, Some(65534), None).is_err() {
            return;
        }
        let done = AtomicBool::new(false);
        std::thread::scope(|scope| {
            scope.spawn(|| {
                while !done.load(Ordering::Relaxed) {
                    // A second name for the link, in place of what was written.
                    let _there = fs::hard_link(&trap, folder.path().join("for-all/next"))
                        .and_then(|()| fs::rename(folder.path().join("for-all/next"), &output));
                    let _gone = fs::remove_file(&output);
                }
            });
            for _ in 0..2000 {
                let mut batch = Batch::new(Existing::Replace);
                if batch.add(&output, "key", Secrecy::Private, b"ours").is_ok() {
                    let _refused = batch.commit();
                }
            }
            done.store(true, Ordering::Relaxed);
        });
        assert_eq!(fs::read(&victim).unwrap(), b"not ours");
    }

    #[test]
    fn a_dangling_link_is_replaced_by_the_file() {
        let folder = tempfile::tempdir().unwrap();
        let link = folder.path().join("link");
        for target in ["nowhere", "nowhere/file"] {
            std::os::unix::fs::symlink(target, &link).unwrap();
            let mut batch = Batch::new(Existing::Replace);
            batch.add(&link, "certificate", Secrecy::Public, b"new").unwrap();
            batch.commit().unwrap();
            assert_eq!(entries(folder.path()), ["link"], "{target}");
            assert!(fs::symlink_metadata(&link).unwrap().is_file());
            fs::remove_file(&link).unwrap();
        }
    }

    #[test]
    fn a_device_is_never_replaced() {
        let batch = Batch::new(Existing::Replace);
        let error = batch.check(Path::new("/dev/null")).unwrap_err();
        assert!(matches!(error, WriteError::NotAFile { .. }));
    }
}
