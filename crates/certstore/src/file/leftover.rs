//! Hidden names of what is being written: who made them, when they go, and what a killed process left.
//!
//! Whoever writes holds the lock (flock(2)) of what bears the name. The kernel gives it back when its holder dies, so what
//! can be locked belongs to nobody.

use std::{
    ffi::{OsStr, OsString},
    io,
    os::{fd::AsFd, unix::ffi::OsStrExt as _},
    sync::{Mutex, MutexGuard, PoisonError},
};

use rustix::{
    fs::{AtFlags, Dir, FileType, FlockOperation, Mode, OFlags, flock, fstat, openat, statat, unlinkat},
    io::Errno,
    process::geteuid,
};

use super::place::{Folder, Place};

/// How the names begin and end; between stand 16 hexadecimal digits.
const BEGINNING: &str = ".certctl-";
const END: &str = ".tmp";
const DIGITS: usize = 16;

/// The files that a [workroom](super::Workroom) can hold: a database, and what `SQLite` writes beside it.
pub(super) const FILES: [&str; 4] = ["store", "store-wal", "store-journal", "store-shm"];

/// How often a folder is emptied while another thread of this process still writes into it.
const REMOVALS: u32 = 10;

/// How many names of a folder are looked at.
const LOOKED_AT: usize = 10_000;

/// What this process removes when it ends.
static NAMED: Mutex<Names> = Mutex::new(Names {
    hidden: Vec::new(),
    waiting: Vec::new(),
});

struct Names {
    hidden: Vec<(Folder, OsString)>,
    /// Files, each with the place of the file that it waits for.
    waiting: Vec<(Place, Place)>,
}

/// A hidden name, which is removed with what bears it when this is dropped.
#[derive(Debug)]
pub(super) struct HiddenName {
    folder: Folder,
    name: OsString,
}

impl HiddenName {
    /// A new name in `folder`, which `make` gives to something.
    pub(super) fn make<T>(
        folder: &Folder,
        make: impl FnOnce(&OsStr) -> io::Result<T>,
    ) -> io::Result<(Self, T)> {
        let mut random = [0; DIGITS / 2];
        getrandom::fill(&mut random).map_err(io::Error::other)?;
        let name = OsString::from(format!("{BEGINNING}{}{END}", hex::encode(random)));
        // Held meanwhile, so that nothing is made after all was removed.
        let mut named = named();
        let bearer = make(&name)?;
        named.hidden.push((folder.clone(), name.clone()));
        let folder = folder.clone();
        Ok((Self { folder, name }, bearer))
    }

    pub(super) fn name(&self) -> &OsStr {
        &self.name
    }
}

impl Drop for HiddenName {
    fn drop(&mut self) {
        remove(&self.folder, &self.name);
        named().hidden.retain(|(_, name)| *name != self.name);
    }
}

/// A file under its own name that is worth nothing before another file is at its place. [`remove_all`] removes it until
/// then; dropped, it stays.
#[derive(Debug)]
pub struct Waiting {
    place: Place,
}

impl Waiting {
    /// A file at `place`, to which `make` gives its name, that waits for one at `other`.
    pub(super) fn make(
        place: Place,
        other: Place,
        make: impl FnOnce() -> io::Result<()>,
    ) -> io::Result<Self> {
        // Held meanwhile, as for a hidden name.
        let mut named = named();
        make()?;
        named.waiting.push((place.clone(), other));
        Ok(Self { place })
    }
}

impl Drop for Waiting {
    fn drop(&mut self) {
        named().waiting.retain(|(place, _)| !place.is(&self.place));
    }
}

fn named() -> MutexGuard<'static, Names> {
    NAMED.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes what this process is writing under a hidden name, and what [waits](Waiting) for it, and lets nothing more be
/// written so: for a process that ends now.
pub fn remove_all() {
    let named = named();
    for (folder, name) in &named.hidden {
        remove(folder, name);
    }
    // Nothing gets to its place from a hidden name any more.
    for (place, other) in &named.waiting {
        if matches!(other.standing(), Ok(None)) {
            let _stays = place.remove();
        }
    }
    // Whoever writes waits from now on, until the end.
    std::mem::forget(named);
}

/// Removes a file, or a folder of which only the files that a workroom can hold are removed.
fn remove(folder: &Folder, name: &OsStr) {
    if unlinkat(folder.fd(), name, AtFlags::empty()).is_ok() {
        return;
    }
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
    let Ok(room) = openat(folder.fd(), name, flags, Mode::empty()) else {
        return;
    };
    for _ in 0..REMOVALS {
        for file in FILES {
            let _not_there = unlinkat(&room, file, AtFlags::empty());
        }
        match unlinkat(folder.fd(), name, AtFlags::REMOVEDIR) {
            // Another thread that is still writing created one of them again.
            Err(Errno::NOTEMPTY | Errno::EXIST) => {}
            _gone_or_stays => return,
        }
    }
}

/// Whether the lock of something is ours from now on.
pub(super) fn lock(file: impl AsFd) -> bool {
    flock(file, FlockOperation::NonBlockingLockExclusive).is_ok()
}

/// Removes what processes of this user left in a folder when they were killed. What cannot be removed stays.
pub(super) fn clean(folder: &Folder) {
    let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let Ok(opened) = openat(folder.fd(), ".", flags, Mode::empty()) else {
        return;
    };
    let Ok(names) = Dir::new(opened) else { return };
    for found in names.take(LOOKED_AT).flatten() {
        let name = OsStr::from_bytes(found.file_name().to_bytes());
        if is_hidden_name(name) && is_left(folder, name) {
            remove(folder, name);
        }
    }
}

fn is_hidden_name(name: &OsStr) -> bool {
    name.to_str()
        .and_then(|name| name.strip_prefix(BEGINNING)?.strip_suffix(END))
        .is_some_and(|digits| digits.len() == DIGITS && digits.bytes().all(|one| one.is_ascii_hexdigit()))
}

/// Whether this user made it, and no process that lives writes it.
fn is_left(folder: &Folder, name: &OsStr) -> bool {
    let flags = OFlags::RDONLY | OFlags::NOFOLLOW | OFlags::NONBLOCK | OFlags::CLOEXEC;
    let Ok(left) = openat(folder.fd(), name, flags, Mode::empty()) else {
        return false;
    };
    let Ok(status) = fstat(&left) else { return false };
    let is_ours = match FileType::from_raw_mode(status.st_mode) {
        // One with a second name is somebody's.
        FileType::RegularFile => status.st_nlink == 1,
        FileType::Directory => true,
        _ => false,
    };
    let is_there = || {
        statat(folder.fd(), name, AtFlags::SYMLINK_NOFOLLOW)
            .is_ok_and(|there| (there.st_dev, there.st_ino) == (status.st_dev, status.st_ino))
    };
    is_ours && status.st_uid == geteuid().as_raw() && lock(&left) && is_there()
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::{
        super::place::{FinalLink, Place},
        *,
    };

    #[test]
    fn only_what_a_dead_process_left_is_removed() {
        let place = tempfile::tempdir().unwrap();
        let at = |name: &str| place.path().join(name);
        let folder = Place::find(&at("x"), FinalLink::Keep).unwrap().folder().clone();
        let left = [".certctl-0123456789abcdef.tmp", ".certctl-0123456789abcde0.tmp"];
        fs::write(at(left[0]), "key").unwrap();
        fs::create_dir(at(left[1])).unwrap();
        fs::write(at(left[1]).join("store-wal"), "key").unwrap();
        let kept = [
            ".certctl-notes",
            ".certctl-0123456789abcdeg.tmp",
            ".certctl-1111111111111111.tmp",
            ".certctl-2222222222222222.tmp",
            ".certctl-3333333333333333.tmp",
            ".certctl-4444444444444444.tmp",
        ];
        for name in &kept[..3] {
            fs::write(at(name), "mine").unwrap();
        }
        let held = fs::File::open(at(kept[2])).unwrap();
        assert!(lock(&held));
        std::os::unix::fs::symlink("x", at(kept[3])).unwrap();
        fs::hard_link(at(kept[0]), at(kept[4])).unwrap();
        fs::create_dir(at(kept[5])).unwrap();
        fs::write(at(kept[5]).join("letters"), "mine").unwrap();
        clean(&folder);
        for name in left {
            assert!(!at(name).exists(), "{name}");
        }
        for name in kept {
            assert!(at(name).symlink_metadata().is_ok(), "{name}");
        }
        assert!(at(kept[5]).join("letters").exists());
    }
}
