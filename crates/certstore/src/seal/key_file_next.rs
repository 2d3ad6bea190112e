//! Changing the key in a key file, so that a crash at any instant leaves a key that opens the store.
//!
//! 1. In the store's write transaction, [`KeyFile::write_next`] puts the new key beside the old one, at `PATH.next`.
//! 2. The data key, wrapped by the new key, is written, and the transaction is committed.
//! 3. [`NextKey::promote`] keeps what is at `PATH` as `PATH.before-TIME`, because backups open with it, and renames
//!    `PATH.next` over `PATH`. The time is that of the file at `PATH.next`, so that a crash in between leads to the same
//!    name again.
//!
//! After a crash before 2 is done, `PATH` opens the store; after it, `PATH.next` does, and
//! [`SealHeader::unlock`](super::SealHeader::unlock) finishes the rename.
//!
//! Who holds the lock (flock(2)) on the file that stands at `PATH.next` may rename or remove it, nobody else. The
//! kernel gives the lock back when its holder dies.

use std::{
    ffi::OsString,
    fs::{self, File, TryLockError},
    io::{self, ErrorKind},
    os::unix::fs::MetadataExt as _,
    path::{Path, PathBuf},
};

use certcore::error_names;
use chrono::{DateTime, Utc};
use thiserror::Error;

use super::{
    key_file::{KeyFile, KeyFileError, create, read_at, synchronize_folder},
    master_key::MasterKey,
};

/// How many earlier keys of one second are kept.
const KEPT_A_SECOND: u32 = 1000;

/// How often a file at `PATH.next` may come and go before another process is said to be at work.
const ATTEMPTS: usize = 8;

impl KeyFile {
    /// Writes the key that will follow `current` to `PATH.next`, mode 0600, and holds it until the store is committed.
    ///
    /// `current` is the key that opens the store now. Call this in the store's write transaction, after that was
    /// found out: so no other process can commit a key of its own in between. What an interrupted change left at
    /// `PATH.next` is put in place if it is `current`, and replaced otherwise.
    ///
    /// # Errors
    ///
    /// [`RekeyError::UnderWay`] while another process changes the key, and [`RekeyError::File`] when the operating
    /// system fails.
    pub fn write_next(&self, current: &MasterKey, next: &MasterKey) -> Result<NextKey, RekeyError> {
        let failed = |error: io::Error| RekeyError::File(self.unwritable(&error));
        let place = self.next_place();
        for _ in 0..ATTEMPTS {
            match hold(&place).map_err(failed)? {
                Standing::Nothing => {
                    // It is locked before it appears, so there is no moment at which another could take it.
                    let lock = match create(&place, next) {
                        Ok(lock) => lock,
                        Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                        Err(error) => return Err(failed(error)),
                    };
                    return Ok(NextKey {
                        file: self.clone(),
                        lock,
                        origin: Origin::Written,
                    });
                }
                Standing::Held => break,
                Standing::Ours(lock) => {
                    if read_at(&place).is_ok_and(|left| left.octets() == current.octets()) {
                        self.take_place(&lock).map_err(failed)?;
                    } else {
                        fs::remove_file(&place).map_err(failed)?;
                    }
                }
            }
        }
        Err(RekeyError::UnderWay {
            path: self.path().display().to_string(),
        })
    }

    /// Begins the key file of a new store: the key waits at `PATH.next` until [`NextKey::promote`], and opens the store from
    /// there too, so that a crash at any instant leaves a store that opens, or none.
    ///
    /// `key` is the key to use, unless an earlier making was interrupted: its key still waits there and is given back, since
    /// it may have become the key of a store.
    ///
    /// # Errors
    ///
    /// [`KeyFileError::Exists`] where there is a key file, [`RekeyError::UnderWay`] while another process makes one, and
    /// others when the operating system fails.
    pub fn begin(&self, key: MasterKey) -> Result<(NextKey, MasterKey), RekeyError> {
        let failed = |error: io::Error| RekeyError::File(self.unwritable(&error));
        if self.path().symlink_metadata().is_ok() {
            let path = self.path().display().to_string();
            return Err(RekeyError::File(KeyFileError::Exists { path }));
        }
        let place = self.next_place();
        for _ in 0..ATTEMPTS {
            let (lock, key, taken) = match hold(&place).map_err(failed)? {
                Standing::Held => break,
                Standing::Ours(lock) => (lock, read_at(&place).map_err(RekeyError::File)?, Origin::Left),
                Standing::Nothing => match create(&place, &key) {
                    Ok(lock) => (lock, key, Origin::Written),
                    Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                    Err(error) => return Err(failed(error)),
                },
            };
            let file = self.clone();
            return Ok((
                NextKey {
                    file,
                    lock,
                    origin: taken,
                },
                key,
            ));
        }
        Err(RekeyError::UnderWay {
            path: self.path().display().to_string(),
        })
    }

    /// The key at `PATH.next`, if there is one.
    pub(super) fn read_next(&self) -> Option<MasterKey> {
        read_at(&self.next_place()).ok()
    }

    /// Finishes a change of the key that was committed and not finished: `PATH.next` is renamed over `PATH`, and what was
    /// there is kept.
    ///
    /// `current` is the key that opens the store. Nothing happens when `PATH.next` is not there, holds another key,
    /// or belongs to a process that will rename it itself.
    ///
    /// # Errors
    ///
    /// [`KeyFileError::Unwritable`] when the operating system fails; `PATH.next` still opens the store then.
    pub fn promote_next(&self, current: &MasterKey) -> Result<(), KeyFileError> {
        let failed = |error: io::Error| self.unwritable(&error);
        let place = self.next_place();
        let Standing::Ours(lock) = hold(&place).map_err(failed)? else {
            return Ok(());
        };
        if read_at(&place).is_ok_and(|next| next.octets() == current.octets()) {
            self.take_place(&lock).map_err(failed)?;
        }
        Ok(())
    }

    /// Renames `PATH.next`, which is open as `next`, over `PATH`; gives the place of what was there.
    fn take_place(&self, next: &File) -> io::Result<Option<PathBuf>> {
        let (place, next_place) = (self.place(), self.next_place());
        let kept = keep(&place, next.metadata()?.modified()?.into())?;
        fs::rename(&next_place, &place)?;
        synchronize_folder(&place)?;
        Ok(kept)
    }
}

/// Gives the file at `place` the name that it has after `time` as well; `None` where there is no file.
fn keep(place: &Path, time: DateTime<Utc>) -> io::Result<Option<PathBuf>> {
    let standing = match fs::metadata(place) {
        Ok(standing) => standing,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
        Err(error) => return Err(error),
    };
    let time = time.format("%Y%m%dT%H%M%SZ");
    for number in 1..=KEPT_A_SECOND {
        let mut kept = OsString::from(place);
        kept.push(match number {
            1 => format!(".before-{time}"),
            _ => format!(".before-{time}-{number}"),
        });
        let kept = PathBuf::from(kept);
        match fs::symlink_metadata(&kept) {
            // A crash came before the rename.
            Ok(there) if (there.dev(), there.ino()) == (standing.dev(), standing.ino()) => {
                return Ok(Some(kept));
            }
            Ok(_) => continue,
            Err(error) if error.kind() == ErrorKind::NotFound => {}
            Err(error) => return Err(error),
        }
        // Where a file system has no second names it is moved, and the key at `.next` opens the store until it follows.
        if fs::hard_link(place, &kept).is_err() {
            fs::rename(place, &kept)?;
        }
        return Ok(Some(kept));
    }
    Err(io::Error::other("too many earlier key files are beside it"))
}

/// The next key of a key file, at `PATH.next`. While this lives, no other process touches that file.
///
/// Dropped without [`Self::promote`] or [`Self::discard`] it leaves the file where it is, which is right when nobody
/// knows whether the store was committed.
#[derive(Debug)]
pub struct NextKey {
    file: KeyFile,
    lock: File,
    origin: Origin,
}

/// Where the file at `PATH.next` came from.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Origin {
    /// It was written for this change.
    Written,
    /// It was there.
    Left,
}

impl NextKey {
    /// Renames `PATH.next` over `PATH`; the store has been committed with the new key. Gives the place where the earlier
    /// key is kept, unless there was none.
    ///
    /// # Errors
    ///
    /// [`KeyFileError::Unwritable`] when the operating system fails; `PATH.next` still opens the store then, and the
    /// next opening tries again.
    pub fn promote(self) -> Result<Option<PathBuf>, KeyFileError> {
        let renamed = self.file.take_place(&self.lock);
        drop(self.lock);
        renamed.map_err(|error| self.file.unwritable(&error))
    }

    /// Removes `PATH.next`, unless it was there before; the store has certainly not been committed with the new key.
    ///
    /// # Errors
    ///
    /// [`KeyFileError::Unwritable`] when the operating system fails; the file does no harm.
    pub fn discard(self) -> Result<(), KeyFileError> {
        if self.origin == Origin::Left {
            return Ok(());
        }
        let removed = fs::remove_file(self.file.next_place());
        drop(self.lock);
        removed.map_err(|error| self.file.unwritable(&error))
    }
}

/// What stands at `PATH.next`.
enum Standing {
    Nothing,
    /// A file whose lock another process has, or had until now.
    Held,
    /// A file whose lock is ours from now on.
    Ours(File),
}

fn hold(place: &Path) -> io::Result<Standing> {
    // Looked at first, because opening a pipe waits for its other end.
    match fs::symlink_metadata(place) {
        Ok(metadata) if metadata.is_file() => {}
        Ok(_) => {
            return Err(io::Error::other(
                "something other than a file is at its place with .next",
            ));
        }
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Standing::Nothing),
        Err(error) => return Err(error),
    }
    let file = match File::open(place) {
        Ok(file) => file,
        Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Standing::Nothing),
        Err(error) => return Err(error),
    };
    match file.try_lock() {
        Ok(()) => {}
        Err(TryLockError::WouldBlock) => return Ok(Standing::Held),
        Err(TryLockError::Error(error)) => return Err(error),
    }
    // Between the opening and the lock its holder may have renamed it; then the lock is on a file in another place.
    let locked = file.metadata()?;
    match fs::symlink_metadata(place) {
        Ok(standing) if (standing.dev(), standing.ino()) == (locked.dev(), locked.ino()) => {
            Ok(Standing::Ours(file))
        }
        Ok(_) => Ok(Standing::Held),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Standing::Nothing),
        Err(error) => Err(error),
    }
}

/// Why the next key could not be written. The store and its key file are as before.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum RekeyError {
    /// Another process changes the key.
    #[error("{path}: another process changes the key of the store now; try again when it is done")]
    UnderWay {
        /// The path of the key file.
        path: String,
    },
    /// The operating system failed.
    #[error(transparent)]
    File(KeyFileError),
}

error_names!(RekeyError {
    Self::UnderWay { .. } => "rekey-under-way", "Another process changes the key of the store.";
    @via Self::File(error) => error;
});

#[cfg(test)]
mod tests {
    use certcore::diagnostic::Diagnostic as _;

    use super::*;

    struct Place {
        _folder: tempfile::TempDir,
        file: KeyFile,
    }

    /// A key file with key 1.
    fn place() -> Place {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::new(folder.path().join("key")).unwrap();
        file.create(&key(1)).unwrap();
        Place {
            _folder: folder,
            file,
        }
    }

    fn key(octet: u8) -> MasterKey {
        MasterKey::generate(&[octet; 32])
    }

    /// The first octet of the keys at the path and at its `.next`.
    fn standing(file: &KeyFile) -> (u8, Option<u8>) {
        (
            file.read().unwrap().octets()[0],
            file.read_next().map(|key| key.octets()[0]),
        )
    }

    #[test]
    fn the_next_key_waits_and_then_takes_the_place() {
        let Place { _folder, file } = place();
        let next = file.write_next(&key(1), &key(2)).unwrap();
        assert_eq!(standing(&file), (1, Some(2)));
        next.promote().unwrap();
        assert_eq!(standing(&file), (2, None));
    }

    #[test]
    fn an_interrupted_making_does_not_keep_the_next_from_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::new(folder.path().join("key")).unwrap();
        let (waiting, begun) = file.begin(key(1)).unwrap();
        assert_eq!(begun.octets()[0], 1);
        assert_eq!(file.begin(key(2)).unwrap_err().name(), "rekey-under-way");
        // Killed: nobody knows whether the store was published.
        drop(waiting);
        let (waiting, taken) = file.begin(key(3)).unwrap();
        assert_eq!(taken.octets()[0], 1, "it may be the key of a store");
        waiting.discard().unwrap();
        assert_eq!(file.read_next().unwrap().octets()[0], 1);
        let (waiting, _) = file.begin(key(4)).unwrap();
        assert_eq!(waiting.promote().unwrap(), None);
        assert_eq!(standing(&file), (1, None));
        assert_eq!(file.begin(key(5)).unwrap_err().name(), "key-file-exists");
    }

    #[test]
    fn a_making_that_is_given_up_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::new(folder.path().join("key")).unwrap();
        file.begin(key(1)).unwrap().0.discard().unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn each_earlier_key_is_kept_for_the_backups_that_need_it() {
        use std::os::unix::fs::PermissionsExt as _;

        let Place { _folder, file } = place();
        let mut kept = Vec::new();
        for octet in 2..5 {
            let next = file.write_next(&key(octet - 1), &key(octet)).unwrap();
            kept.push(next.promote().unwrap().unwrap());
        }
        for (octet, kept) in (1..).zip(kept) {
            assert_eq!(read_at(&kept).unwrap().octets()[0], octet);
            let mode = fs::metadata(&kept).unwrap().permissions().mode();
            assert_eq!(mode & 0o777, 0o600, "{}", kept.display());
            let name = kept.file_name().unwrap().to_string_lossy().into_owned();
            assert!(name.starts_with("key.before-20"), "{name}");
        }
        assert_eq!(standing(&file), (4, None));
    }

    #[test]
    fn a_crash_before_the_rename_keeps_the_earlier_key_once() {
        let Place { _folder, file } = place();
        drop(file.write_next(&key(1), &key(2)).unwrap());
        let written = fs::metadata(file.next_place()).unwrap().modified().unwrap();
        let kept = keep(&file.place(), written.into()).unwrap().unwrap();
        file.promote_next(&key(2)).unwrap();
        assert_eq!(standing(&file), (2, None));
        assert_eq!(read_at(&kept).unwrap().octets()[0], 1);
        let folder = file.path().parent().unwrap();
        assert_eq!(fs::read_dir(folder).unwrap().count(), 2);
    }

    #[test]
    fn a_discarded_key_leaves_nothing() {
        let Place { _folder, file } = place();
        file.write_next(&key(1), &key(2)).unwrap().discard().unwrap();
        assert_eq!(standing(&file), (1, None));
    }

    #[test]
    fn two_changes_at_once_are_refused() {
        let Place { _folder, file } = place();
        let next = file.write_next(&key(1), &key(2)).unwrap();
        assert_eq!(
            file.write_next(&key(1), &key(3)).unwrap_err().name(),
            "rekey-under-way"
        );
        file.promote_next(&key(2)).unwrap();
        assert_eq!(
            standing(&file),
            (1, Some(2)),
            "the file of a living process was taken"
        );
        next.promote().unwrap();
        assert_eq!(standing(&file), (2, None));
    }

    #[test]
    fn what_a_change_before_its_commit_left_is_replaced() {
        let Place { _folder, file } = place();
        drop(file.write_next(&key(1), &key(2)).unwrap());
        let next = file.write_next(&key(1), &key(3)).unwrap();
        assert_eq!(standing(&file), (1, Some(3)));
        next.promote().unwrap();
        assert_eq!(standing(&file), (3, None));
    }

    #[test]
    fn what_a_change_after_its_commit_left_is_kept() {
        let Place { _folder, file } = place();
        drop(file.write_next(&key(1), &key(2)).unwrap());
        // The store is committed with key 2. The second change must not lose it.
        let next = file.write_next(&key(2), &key(3)).unwrap();
        assert_eq!(standing(&file), (2, Some(3)));
        next.discard().unwrap();
        assert_eq!(standing(&file), (2, None));
    }

    #[test]
    fn only_the_key_that_opens_the_store_is_promoted() {
        let Place { _folder, file } = place();
        file.promote_next(&key(1)).unwrap();
        drop(file.write_next(&key(1), &key(2)).unwrap());
        file.promote_next(&key(1)).unwrap();
        assert_eq!(standing(&file), (1, Some(2)));
        file.promote_next(&key(2)).unwrap();
        assert_eq!(standing(&file), (2, None));
    }

    #[test]
    fn a_link_keeps_pointing_to_the_file() {
        let Place { _folder, file } = place();
        let link = file.path().with_file_name("link");
        std::os::unix::fs::symlink(file.path(), &link).unwrap();
        let linked = KeyFile::new(&link).unwrap();
        linked.write_next(&key(1), &key(2)).unwrap().promote().unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(standing(&file), (2, None));
    }
}
