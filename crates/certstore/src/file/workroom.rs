//! A hidden folder in which a database is written, with what `SQLite` writes beside it.

use std::{
    ffi::OsStr,
    fs::File,
    io::{self, ErrorKind},
    os::fd::AsFd as _,
    path::{Path, PathBuf},
};

use rustix::{
    fs::{Advice, AtFlags, Mode, OFlags, fadvise, fstat, mkdirat, openat, statat},
    io::Errno,
};

use super::{
    draft::rename_new,
    leftover::{self, FILES, HiddenName},
    place::{Folder, Place},
};

/// How often a new folder may be taken away while it is being locked.
const ATTEMPTS: usize = 8;

/// A hidden folder that only its owner can enter, with an empty file in it that becomes the database. Dropped, it is gone.
#[derive(Debug)]
pub struct Workroom {
    room: Folder,
    path: PathBuf,
    place: Place,
    _lock: File,
    _hidden: HiddenName,
}

impl Workroom {
    /// Makes one in the folder of `place`, after what killed processes left there was removed. `path` is the path that led
    /// to the place, for a system that tells of no other.
    ///
    /// # Errors
    ///
    /// What the operating system said.
    pub fn make(place: &Place, path: &Path) -> io::Result<Self> {
        let folder = place.folder();
        leftover::clean(folder);
        for _ in 0..ATTEMPTS {
            let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::NOFOLLOW | OFlags::CLOEXEC;
            let (hidden, opened) = HiddenName::make(folder, |name| {
                mkdirat(folder.fd(), name, Mode::RWXU)?;
                Ok(openat(folder.fd(), name, flags, Mode::empty())?)
            })?;
            leftover::lock(&opened);
            // Before it was locked it could be taken for one that was left.
            if fstat(&opened)?.st_nlink == 0 {
                continue;
            }
            let flags = OFlags::CREATE | OFlags::EXCL | OFlags::WRONLY | OFlags::CLOEXEC;
            let [file, ..] = FILES;
            openat(&opened, file, flags, Mode::RUSR | Mode::WUSR)?;
            return Ok(Self {
                path: folder
                    .path()
                    .unwrap_or_else(|_| path.parent().unwrap_or(path).to_owned())
                    .join(hidden.name())
                    .join(file),
                room: Folder::from(opened.as_fd().try_clone_to_owned()?),
                place: place.clone(),
                _lock: opened.into(),
                _hidden: hidden,
            });
        }
        Err(ErrorKind::ResourceBusy.into())
    }

    /// The path of the database.
    pub const fn path(&self) -> &PathBuf {
        &self.path
    }

    /// Puts the database on disk, so that what is read afterwards comes from there. No connection may be open.
    ///
    /// # Errors
    ///
    /// What the operating system said, or that a log or a journal with something in it is left beside the database.
    pub fn synchronize(&self) -> io::Result<()> {
        // The index of the log holds nothing of its own. SQLite leaves it when two connections are closed at the same time.
        let [file, log, journal, _index] = FILES;
        for name in [log, journal] {
            match statat(self.room.fd(), name, AtFlags::SYMLINK_NOFOLLOW) {
                Ok(left) if left.st_size > 0 => {
                    return Err(io::Error::other("a part of it is still in a log beside it"));
                }
                Ok(_) | Err(Errno::NOENT) => {}
                Err(error) => return Err(error.into()),
            }
        }
        let flags = OFlags::RDWR | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        let file = File::from(openat(self.room.fd(), file, flags, Mode::empty())?);
        file.sync_all()?;
        // Only advice: a file system in memory has nothing to read again.
        let _kept_in_memory = fadvise(&file, 0, None, Advice::DontNeed);
        Ok(())
    }

    /// Moves the database to its place, where there must be nothing, and puts its name on disk.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::AlreadyExists`], or what the operating system said; nothing stays at the place then.
    pub fn publish(self) -> io::Result<()> {
        let [file, ..] = FILES;
        let folder = self.place.folder();
        rename_new(&self.room, OsStr::new(file), folder, self.place.name())?;
        folder.synchronize().inspect_err(|_| {
            let _stays = self.place.remove();
        })
    }
}
