//! A master key in a file that only its owner can read.

use std::{
    ffi::OsString,
    fmt,
    fs::{self, File},
    io::{self, ErrorKind, Read as _},
    os::unix::fs::PermissionsExt as _,
    path::{Path, PathBuf},
};

use certcore::error_names;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::Zeroizing;

use super::master_key::MasterKey;
use crate::file::{Draft, FinalLink, Owner, Place, Waiting, missing_folder};

/// More octets than any form of a master key has.
const LONGEST: u64 = 256;

/// The absolute path of a file with a master key in the form [`MasterKey::FORM`], mode 0600 or 0400.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct KeyFile(String);

impl KeyFile {
    /// The key file at this path, which need not exist.
    ///
    /// # Errors
    ///
    /// [`KeyFileError::Path`] for a path that is not absolute, not UTF-8, or does not end in a name.
    pub fn new(path: impl Into<PathBuf>) -> Result<Self, KeyFileError> {
        let path = path.into();
        let invalid = |path: &Path| KeyFileError::Path {
            path: path.display().to_string(),
        };
        if !path.is_absolute() || path.file_name().is_none() {
            return Err(invalid(&path));
        }
        match path.into_os_string().into_string() {
            Ok(path) => Ok(Self(path)),
            Err(path) => Err(invalid(Path::new(&path))),
        }
    }

    /// Where the file is, as it was given.
    pub fn path(&self) -> &Path {
        Path::new(&self.0)
    }

    /// Writes `key` to a file that must not exist yet, mode 0600. It appears complete, and is on disk when this
    /// returns.
    ///
    /// # Errors
    ///
    /// [`KeyFileError::Exists`], [`KeyFileError::Unwritable`].
    pub fn create(&self, key: &MasterKey) -> Result<(), KeyFileError> {
        self.create_for(key, None)
    }

    /// As [`Self::create`], and the file belongs to `owner` before it appears.
    pub(crate) fn create_for(&self, key: &MasterKey, owner: Option<Owner>) -> Result<(), KeyFileError> {
        let failed = |error: &io::Error| match error.kind() {
            ErrorKind::AlreadyExists => KeyFileError::Exists { path: self.0.clone() },
            _ => self.unwritable(error),
        };
        create(self.path(), key, owner)
            .map(drop)
            .map_err(|error| failed(&error))
    }

    /// The key in the file.
    ///
    /// # Errors
    ///
    /// [`KeyFileError::Missing`], [`KeyFileError::OpenToOthers`], [`KeyFileError::Malformed`],
    /// [`KeyFileError::Unreadable`].
    pub fn read(&self) -> Result<MasterKey, KeyFileError> {
        read_at(self.path())
    }

    /// Whether the file is there and holds this key.
    pub(crate) fn holds(&self, key: &MasterKey) -> bool {
        self.read().is_ok_and(|found| found.octets() == key.octets())
    }

    /// Whether this key is in the file, or waits beside it for a change that was not finished.
    pub(crate) fn opens_with(&self, key: &MasterKey) -> bool {
        self.holds(key) || read_at(&self.next_place()).is_ok_and(|next| next.octets() == key.octets())
    }

    /// The file itself where [`Self::path`] is a link, so that a rename replaces the file and not the link.
    pub(super) fn place(&self) -> PathBuf {
        fs::canonicalize(self.path()).unwrap_or_else(|_| self.path().to_owned())
    }

    /// Where the next key waits until the store is committed: the file's name with `.next`.
    pub(super) fn next_place(&self) -> PathBuf {
        let mut place = OsString::from(self.place());
        place.push(".next");
        PathBuf::from(place)
    }

    pub(super) fn unwritable(&self, error: &io::Error) -> KeyFileError {
        let folder = match error.kind() {
            ErrorKind::NotFound => missing_folder(self.path()),
            _ => None,
        };
        KeyFileError::Unwritable {
            path: self.0.clone(),
            reason: match folder {
                Some(folder) => format!("the folder {} does not exist", folder.display()),
                None => error.to_string(),
            },
        }
    }
}

/// Reads a key file, wherever it is.
pub(super) fn read_at(path: &Path) -> Result<MasterKey, KeyFileError> {
    let shown = || path.display().to_string();
    let failed = |error: &io::Error| match error.kind() {
        ErrorKind::NotFound => KeyFileError::Missing { path: shown() },
        _ => KeyFileError::Unreadable {
            path: shown(),
            reason: error.to_string(),
        },
    };
    // Looked at first, because opening a pipe waits for its other end.
    if !fs::metadata(path).map_err(|error| failed(&error))?.is_file() {
        return Err(KeyFileError::Malformed { path: shown() });
    }
    let file = File::open(path).map_err(|error| failed(&error))?;
    let mode = file
        .metadata()
        .map_err(|error| failed(&error))?
        .permissions()
        .mode()
        & 0o777;
    if mode & 0o077 != 0 {
        return Err(KeyFileError::OpenToOthers { path: shown(), mode });
    }
    // Room enough that it never moves, so that no copy stays behind.
    let mut octets = Zeroizing::new(Vec::with_capacity(512));
    file.take(LONGEST)
        .read_to_end(&mut octets)
        .map_err(|error| failed(&error))?;
    MasterKey::read_line(&octets).ok_or_else(|| KeyFileError::Malformed { path: shown() })
}

/// Writes a key to a file that must not exist yet, mode 0600, and that belongs to `owner`. It appears complete, and is on
/// disk when this returns. The file's lock is held as long as it is open.
pub(super) fn create(path: &Path, key: &MasterKey, owner: Option<Owner>) -> io::Result<File> {
    let (place, draft) = draft(path, key, owner)?;
    draft.create(place.name())
}

/// As [`create`], for the key of a store that is not at its place yet: without it the key opens nothing.
pub(super) fn create_waiting(path: &Path, key: &MasterKey, store: &Place) -> io::Result<(File, Waiting)> {
    let (place, draft) = draft(path, key, None)?;
    draft.create_waiting(place.name(), store)
}

fn draft(path: &Path, key: &MasterKey, owner: Option<Owner>) -> io::Result<(Place, Draft)> {
    let place = Place::find(path, FinalLink::Keep)?;
    // Before anything is written where it cannot go.
    if place.standing()?.is_some() {
        return Err(ErrorKind::AlreadyExists.into());
    }
    let draft = Draft::write(place.folder(), 0o600, &key.line())?;
    if let Some(owner) = owner {
        owner.give(draft.file())?;
    }
    Ok((place, draft))
}

/// Puts on disk which names the folder of `path` holds.
pub(super) fn synchronize_folder(path: &Path) -> io::Result<()> {
    Place::find(path, FinalLink::Keep)?.folder().synchronize()
}

impl fmt::Display for KeyFile {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for KeyFile {
    type Error = KeyFileError;

    fn try_from(path: String) -> Result<Self, KeyFileError> {
        Self::new(path)
    }
}

impl From<KeyFile> for String {
    fn from(file: KeyFile) -> Self {
        file.0
    }
}

/// Why a key file cannot be written or gives no master key.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum KeyFileError {
    /// The path cannot be that of a key file.
    #[error(
        "{path}: this cannot be the path of a key file; give an absolute path in UTF-8 that ends in a file name"
    )]
    Path {
        /// The path as it was given.
        path: String,
    },
    /// There is something at the path of a new file.
    #[error(
        "{path}: there is such a file already, and it was not touched, because another store may need it; give \
         another path, or move it away if no store does"
    )]
    Exists {
        /// The path as it was given.
        path: String,
    },
    /// The operating system could not write it.
    #[error("{path}: the key file cannot be written: {reason}")]
    Unwritable {
        /// The path as it was given.
        path: String,
        /// What the operating system said.
        reason: String,
    },
    /// There is no such file.
    #[error("{path}: the store's key file is not there; put it back from where you keep its copy")]
    Missing {
        /// The path.
        path: String,
    },
    /// Others than its owner may read or write it.
    #[error(
        "{path}: others than its owner can read or write the store's key file (mode {mode:04o}); change that with \
         chmod 600, and change the key if somebody else may have read it"
    )]
    OpenToOthers {
        /// The path.
        path: String,
        /// The permissions.
        mode: u32,
    },
    /// It is not the line of a master key.
    #[error("{path}: this is no key file; it must be {}", MasterKey::FORM)]
    Malformed {
        /// The path.
        path: String,
    },
    /// The operating system could not read it.
    #[error("{path}: the store's key file cannot be read: {reason}")]
    Unreadable {
        /// The path.
        path: String,
        /// What the operating system said.
        reason: String,
    },
}

error_names!(KeyFileError {
    Self::Path { .. } => "key-file-path-invalid", "The path of a key file is not absolute, not UTF-8, or ends in no name.";
    Self::Exists { .. } => "key-file-exists", "There is a file at the path of a new key file.";
    Self::Unwritable { .. } => "key-file-unwritable", "The operating system could not write the store's key file.";
    Self::Missing { .. } => "key-file-missing", "The store's key file is not there.";
    Self::OpenToOthers { .. } => "key-file-open-to-others", "Others than its owner can read or write the store's key file.";
    Self::Malformed { .. } => "key-file-malformed", "The store's key file is not the line of a master key.";
    Self::Unreadable { .. } => "key-file-unreadable", "The operating system could not read the store's key file.";
});

#[cfg(test)]
mod tests {
    use std::fs::Permissions;

    use certcore::diagnostic::Diagnostic as _;

    use super::*;

    fn key(octet: u8) -> MasterKey {
        MasterKey::generate(&[octet; 32])
    }

    fn names(folder: &Path) -> Vec<OsString> {
        fs::read_dir(folder)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect()
    }

    #[test]
    fn a_new_file_is_its_owners_and_gives_the_key() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::new(folder.path().join("key")).unwrap();
        file.create(&key(1)).unwrap();
        assert_eq!(
            fs::metadata(file.path()).unwrap().permissions().mode() & 0o777,
            0o600
        );
        assert_eq!(file.read().unwrap().octets(), key(1).octets());
        assert_eq!(names(folder.path()), ["key"]);
    }

    #[test]
    fn a_file_that_is_there_is_not_touched() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::new(folder.path().join("key")).unwrap();
        file.create(&key(1)).unwrap();
        assert_eq!(file.create(&key(2)).unwrap_err().name(), "key-file-exists");
        assert_eq!(file.read().unwrap().octets(), key(1).octets());
        assert_eq!(names(folder.path()), ["key"]);
    }

    #[test]
    fn a_file_without_its_folder_is_not_written() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::new(folder.path().join("none/key")).unwrap();
        assert_eq!(file.create(&key(1)).unwrap_err().name(), "key-file-unwritable");
        assert_eq!(file.read().unwrap_err().name(), "key-file-missing");
    }

    #[test]
    fn a_file_open_to_others_is_refused_with_the_command_to_run() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::new(folder.path().join("key")).unwrap();
        file.create(&key(1)).unwrap();
        for mode in [0o640, 0o620, 0o604, 0o602, 0o610] {
            fs::set_permissions(file.path(), Permissions::from_mode(mode)).unwrap();
            let error = file.read().unwrap_err();
            assert_eq!(error.name(), "key-file-open-to-others");
            assert!(error.to_string().contains("chmod 600"), "{error}");
            assert!(
                error.to_string().contains(&format!("(mode {mode:04o})")),
                "{error}"
            );
        }
        fs::set_permissions(file.path(), Permissions::from_mode(0o400)).unwrap();
        assert!(file.read().is_ok());
    }

    #[test]
    fn anything_but_the_line_is_malformed_and_not_shown() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::new(folder.path().join("key")).unwrap();
        for contents in [&b"hunter2"[..], b"", &key(1).line().repeat(1000)] {
            fs::write(file.path(), contents).unwrap();
            fs::set_permissions(file.path(), Permissions::from_mode(0o600)).unwrap();
            let error = file.read().unwrap_err();
            assert_eq!(error.name(), "key-file-malformed");
            assert!(!error.to_string().contains("hunter2"), "{error}");
        }
        let error = KeyFile::new(folder.path()).unwrap().read().unwrap_err();
        assert_eq!(error.name(), "key-file-malformed");
    }

    #[test]
    fn a_path_is_absolute_and_ends_in_a_name() {
        for path in ["key", "./key", "", "/", "/etc/.."] {
            assert_eq!(
                KeyFile::new(path).unwrap_err().name(),
                "key-file-path-invalid",
                "{path}"
            );
            assert!(serde_json::from_value::<KeyFile>(path.into()).is_err(), "{path}");
        }
    }
}
