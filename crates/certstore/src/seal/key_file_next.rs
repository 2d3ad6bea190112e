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
//! A file at `PATH.next` is used only if it belongs to the user of this process or to the owner of `PATH`: in a folder that
//! all can write, another user could have put a key there that he knows.
//!
//! Who holds the lock (flock(2)) on the file that stands at `PATH.next` may rename or remove it, nobody else. The
//! kernel gives the lock back when its holder dies.

use std::{
    ffi::OsString,
    fs::{self, File, TryLockError},
    io::{self, ErrorKind},
    os::unix::{ffi::OsStrExt as _, fs::MetadataExt as _},
    path::{Path, PathBuf},
};

use certcore::error_names;
use chrono::{DateTime, Utc};
use rustix::process::geteuid;
use thiserror::Error;

use super::{
    key_file::{KeyFile, KeyFileError, create, create_waiting, read_at, synchronize_folder},
    master_key::MasterKey,
};
use crate::file::{Owner, Place, Waiting};

/// How many earlier keys of one second are kept.
const KEPT_A_SECOND: u32 = 1000;

/// How the name of an earlier key goes on after that of the key file.
const BEFORE: &str = ".before-";

/// How many names of a folder are looked at.
const LOOKED_AT: usize = 10_000;

/// How often a file at `PATH.next` may come and go before another process is said to be at work.
const ATTEMPTS: usize = 8;

impl KeyFile {
    /// Writes the key that will follow `current` to `PATH.next`, mode 0600, and holds it until the store is committed. It
    /// belongs to the owner of `PATH`, or to `owner` where there is no such file.
    ///
    /// `current` is the key that opens the store now. Call this in the store's write transaction, after that was
    /// found out: so no other process can commit a key of its own in between. What an interrupted change left at
    /// `PATH.next` is put in place if it is `current`, and replaced otherwise.
    ///
    /// # Errors
    ///
    /// [`RekeyError::UnderWay`] while another process changes the key, [`RekeyError::Foreign`] where another user's file
    /// is at `PATH.next`, and [`RekeyError::File`] when the operating system fails.
    pub fn write_next(
        &self,
        current: &MasterKey,
        next: &MasterKey,
        owner: Option<Owner>,
    ) -> Result<NextKey, RekeyError> {
        let failed = |error: io::Error| RekeyError::File(self.unwritable(&error));
        let place = self.next_place();
        let owner = Owner::at(&self.place()).or(owner);
        for _ in 0..ATTEMPTS {
            match self.hold_next(&place).map_err(failed)? {
                Standing::Nothing => {
                    // It is locked before it appears, so there is no moment at which another could take it.
                    let lock = match create(&place, next, owner) {
                        Ok(lock) => lock,
                        Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                        Err(error) => return Err(failed(error)),
                    };
                    return Ok(NextKey {
                        file: self.clone(),
                        lock,
                        origin: Origin::Written,
                        _waiting: None,
                    });
                }
                Standing::Held => break,
                Standing::Foreign(user) => return Err(foreign(&place, user)),
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
    /// it may have become the key of a store. `store` is the place of the store: until something is there,
    /// [`remove_all`](crate::file::remove_all) removes a key that was written here.
    ///
    /// # Errors
    ///
    /// [`KeyFileError::Exists`] where there is a key file, [`RekeyError::Making`] while another process makes one,
    /// [`RekeyError::Foreign`] where another user's file is at `PATH.next`, and others when the operating system fails.
    pub fn begin(&self, key: MasterKey, store: &Place) -> Result<(NextKey, MasterKey), RekeyError> {
        let failed = |error: io::Error| RekeyError::File(self.unwritable(&error));
        if self.path().symlink_metadata().is_ok() {
            let path = self.path().display().to_string();
            return Err(RekeyError::File(KeyFileError::Exists { path }));
        }
        let place = self.next_place();
        for _ in 0..ATTEMPTS {
            let (lock, key, origin, waiting) = match self.hold_next(&place).map_err(failed)? {
                Standing::Held => break,
                Standing::Foreign(user) => return Err(foreign(&place, user)),
                Standing::Ours(lock) => {
                    let left = read_at(&place).map_err(RekeyError::File)?;
                    (lock, left, Origin::Left, None)
                }
                Standing::Nothing => match create_waiting(&place, &key, store) {
                    Ok((lock, waiting)) => (lock, key, Origin::Written, Some(waiting)),
                    Err(error) if error.kind() == ErrorKind::AlreadyExists => continue,
                    Err(error) => return Err(failed(error)),
                },
            };
            let next = NextKey {
                file: self.clone(),
                lock,
                origin,
                _waiting: waiting,
            };
            return Ok((next, key));
        }
        Err(RekeyError::Making {
            path: self.path().display().to_string(),
        })
    }

    /// The key at `PATH.next`, if there is one.
    pub(super) fn read_next(&self) -> Option<MasterKey> {
        read_at(&self.next_place()).ok()
    }

    /// The earlier keys that are kept beside it.
    pub(super) fn earlier(&self) -> Vec<Self> {
        let place = self.place();
        let (Some(folder), Some(name)) = (place.parent(), place.file_name()) else {
            return Vec::new();
        };
        let mut beginning = name.to_owned();
        beginning.push(BEFORE);
        let entries = fs::read_dir(folder)
            .into_iter()
            .flatten()
            .take(LOOKED_AT)
            .flatten();
        entries
            .filter(|entry| entry.file_name().as_bytes().starts_with(beginning.as_bytes()))
            .filter_map(|entry| Self::new(entry.path()).ok())
            .collect()
    }

    /// Finishes a change of the key that was committed and not finished: `PATH.next` is renamed over `PATH`, and what was
    /// there is kept.
    ///
    /// `current` is the key that opens the store. Nothing happens when `PATH.next` is not there, holds another key,
    /// belongs to another user than `PATH`, or to a process that will rename it itself.
    ///
    /// # Errors
    ///
    /// [`KeyFileError::Unwritable`] when the operating system fails; `PATH.next` still opens the store then.
    pub fn promote_next(&self, current: &MasterKey) -> Result<(), KeyFileError> {
        let failed = |error: io::Error| self.unwritable(&error);
        let place = self.next_place();
        let Standing::Ours(lock) = self.hold_next(&place).map_err(failed)? else {
            return Ok(());
        };
        if read_at(&place).is_ok_and(|next| next.octets() == current.octets()) {
            self.take_place(&lock).map_err(failed)?;
        }
        Ok(())
    }

    /// Takes the lock of what is at `place`, which is `PATH.next`.
    fn hold_next(&self, place: &Path) -> io::Result<Standing> {
        let owner = Owner::at(&self.place()).map(Owner::user);
        hold(place, |user| user == geteuid().as_raw() || Some(user) == owner)
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
            1 => format!("{BEFORE}{time}"),
            _ => format!("{BEFORE}{time}-{number}"),
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
    _waiting: Option<Waiting>,
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
    /// A file of this user, who is not to be trusted.
    Foreign(u32),
}

fn hold(place: &Path, is_trusted: impl Fn(u32) -> bool) -> io::Result<Standing> {
    // Looked at first, because opening a pipe waits for its other end.
    match fs::symlink_metadata(place) {
        Ok(metadata) if metadata.is_file() && !is_trusted(metadata.uid()) => {
            return Ok(Standing::Foreign(metadata.uid()));
        }
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
    if !is_trusted(locked.uid()) {
        return Ok(Standing::Foreign(locked.uid()));
    }
    match fs::symlink_metadata(place) {
        Ok(standing) if (standing.dev(), standing.ino()) == (locked.dev(), locked.ino()) => {
            Ok(Standing::Ours(file))
        }
        Ok(_) => Ok(Standing::Held),
        Err(error) if error.kind() == ErrorKind::NotFound => Ok(Standing::Nothing),
        Err(error) => Err(error),
    }
}

fn foreign(place: &Path, owner: u32) -> RekeyError {
    RekeyError::Foreign {
        path: place.display().to_string(),
        owner,
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
    /// Another process makes a store.
    #[error("{path}: another process is creating a store with this key file; try again when it is done")]
    Making {
        /// The path of the key file.
        path: String,
    },
    /// Another user's file is where the next key waits.
    #[error(
        "{path}: this file belongs to user {owner}, who may know the key in it, so it is not used; move it away, or run \
         the command as that user"
    )]
    Foreign {
        /// The path of the next key.
        path: String,
        /// The number of the user.
        owner: u32,
    },
    /// The operating system failed.
    #[error(transparent)]
    File(KeyFileError),
}

error_names!(RekeyError {
    Self::UnderWay { .. } => "rekey-under-way", "Another process changes the key of the store.";
    Self::Making { .. } => "store-init-under-way", "Another process is creating a store with the same key file.";
    Self::Foreign { .. } => "key-file-foreign", "Another user's file is where the next key of the store waits.";
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

    /// The place of the store of a key file.
    fn store(file: &KeyFile) -> crate::file::Place {
        let path = file.path().with_file_name("store.db");
        crate::file::Place::find(&path, crate::file::FinalLink::Keep).unwrap()
    }

    /// Gives a file to another user, which only root may; `None` for others.
    fn give_away(path: &Path) -> Option<u32> {
        const NOBODY: u32 = 65534;
        geteuid().is_root().then(|| {
            std::os::unix::fs::chown(path, Some(NOBODY), None).unwrap();
            NOBODY
        })
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
        let next = file.write_next(&key(1), &key(2), None).unwrap();
        assert_eq!(standing(&file), (1, Some(2)));
        next.promote().unwrap();
        assert_eq!(standing(&file), (2, None));
    }

    #[test]
    fn an_interrupted_making_does_not_keep_the_next_from_its_place() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::new(folder.path().join("key")).unwrap();
        let (waiting, begun) = file.begin(key(1), &store(&file)).unwrap();
        assert_eq!(begun.octets()[0], 1);
        let at_once = file.begin(key(2), &store(&file)).unwrap_err();
        assert_eq!(at_once.name(), "store-init-under-way", "{at_once}");
        // Killed: nobody knows whether the store was published.
        drop(waiting);
        let (waiting, taken) = file.begin(key(3), &store(&file)).unwrap();
        assert_eq!(taken.octets()[0], 1, "it may be the key of a store");
        waiting.discard().unwrap();
        assert_eq!(file.read_next().unwrap().octets()[0], 1);
        let (waiting, _) = file.begin(key(4), &store(&file)).unwrap();
        assert_eq!(waiting.promote().unwrap(), None);
        assert_eq!(standing(&file), (1, None));
        assert_eq!(
            file.begin(key(5), &store(&file)).unwrap_err().name(),
            "key-file-exists"
        );
    }

    #[test]
    fn a_making_that_is_given_up_leaves_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::new(folder.path().join("key")).unwrap();
        file.begin(key(1), &store(&file)).unwrap().0.discard().unwrap();
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
    }

    #[test]
    fn each_earlier_key_is_kept_for_the_backups_that_need_it() {
        use std::os::unix::fs::PermissionsExt as _;

        let Place { _folder, file } = place();
        let mut kept = Vec::new();
        for octet in 2..5 {
            let next = file.write_next(&key(octet - 1), &key(octet), None).unwrap();
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
        drop(file.write_next(&key(1), &key(2), None).unwrap());
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
        file.write_next(&key(1), &key(2), None)
            .unwrap()
            .discard()
            .unwrap();
        assert_eq!(standing(&file), (1, None));
    }

    #[test]
    fn two_changes_at_once_are_refused() {
        let Place { _folder, file } = place();
        let next = file.write_next(&key(1), &key(2), None).unwrap();
        assert_eq!(
            file.write_next(&key(1), &key(3), None).unwrap_err().name(),
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
        drop(file.write_next(&key(1), &key(2), None).unwrap());
        let next = file.write_next(&key(1), &key(3), None).unwrap();
        assert_eq!(standing(&file), (1, Some(3)));
        next.promote().unwrap();
        assert_eq!(standing(&file), (3, None));
    }

    #[test]
    fn what_a_change_after_its_commit_left_is_kept() {
        let Place { _folder, file } = place();
        drop(file.write_next(&key(1), &key(2), None).unwrap());
        // The store is committed with key 2. The second change must not lose it.
        let next = file.write_next(&key(2), &key(3), None).unwrap();
        assert_eq!(standing(&file), (2, Some(3)));
        next.discard().unwrap();
        assert_eq!(standing(&file), (2, None));
    }

    #[test]
    fn only_the_key_that_opens_the_store_is_promoted() {
        let Place { _folder, file } = place();
        file.promote_next(&key(1)).unwrap();
        drop(file.write_next(&key(1), &key(2), None).unwrap());
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
        linked
            .write_next(&key(1), &key(2), None)
            .unwrap()
            .promote()
            .unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(standing(&file), (2, None));
    }

    #[test]
    fn a_key_that_another_user_put_there_is_not_used() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::new(folder.path().join("key")).unwrap();
        let next = file.next_place();
        create(&next, &key(6), None).unwrap();
        let Some(user) = give_away(&next) else { return };
        let refused = file.begin(key(1), &store(&file)).unwrap_err();
        assert_eq!(refused.name(), "key-file-foreign");
        let said = refused.to_string();
        assert!(
            said.contains("key.next: this file belongs to user 65534"),
            "{said}"
        );
        // Nor where a key is changed: there it may be the owner's of the key.
        file.create(&key(1)).unwrap();
        let refused = file.write_next(&key(1), &key(2), None).unwrap_err();
        assert_eq!(refused.name(), "key-file-foreign");
        file.promote_next(&key(6)).unwrap();
        assert_eq!(standing(&file), (1, Some(6)));
        assert_eq!(give_away(file.path()), Some(user));
        file.promote_next(&key(6)).unwrap();
        assert_eq!(standing(&file), (6, None));
    }

    #[test]
    fn the_next_key_belongs_to_whom_the_current_one_does() {
        let Place { _folder, file } = place();
        let Some(user) = give_away(file.path()) else {
            return;
        };
        let owner = |path: &Path| fs::metadata(path).unwrap().uid();
        let next = file.write_next(&key(1), &key(2), None).unwrap();
        assert_eq!(owner(&file.next_place()), user);
        let kept = next.promote().unwrap().unwrap();
        assert_eq!([file.path(), &kept].map(owner), [user; 2]);
        // Where there is no key file it is the store's owner.
        let store = Owner::at(file.path());
        fs::remove_file(file.path()).unwrap();
        drop(file.write_next(&key(2), &key(3), store).unwrap());
        assert_eq!(owner(&file.next_place()), user);
    }

    /// Names the folder to the process that a signal ends.
    const ENDED: &str = "CERTSTORE_TEST_ENDED";

    #[test]
    fn a_making_that_a_signal_ends_leaves_a_key_only_for_a_store() {
        if let Some(folder) = std::env::var_os(ENDED) {
            let file = KeyFile::new(Path::new(&folder).join("key")).unwrap();
            let begun = file.begin(key(1), &store(&file)).unwrap();
            if Path::new(&folder).join("published").exists() {
                fs::write(Path::new(&folder).join("store.db"), "a store").unwrap();
            }
            crate::file::remove_all();
            // Nothing is dropped: the process ends in the midst of its work.
            std::mem::forget(begun);
            return;
        }
        for (is_published, stays) in [(false, None), (true, Some(1))] {
            let folder = tempfile::tempdir().unwrap();
            let file = KeyFile::new(folder.path().join("key")).unwrap();
            if is_published {
                fs::write(folder.path().join("published"), "").unwrap();
            }
            let test =
                "seal::key_file_next::tests::a_making_that_a_signal_ends_leaves_a_key_only_for_a_store";
            let ended = std::process::Command::new(std::env::current_exe().unwrap())
                .args(["--exact", test])
                .env(ENDED, folder.path())
                .output()
                .unwrap();
            assert!(
                String::from_utf8_lossy(&ended.stdout).contains("1 passed"),
                "{ended:?}"
            );
            let left = file.read_next().map(|key| key.octets()[0]);
            assert_eq!(left, stays, "published: {is_published}");
        }
    }
}
