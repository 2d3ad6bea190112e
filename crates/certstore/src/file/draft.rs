//! A file while it is being written: whole before it has a name.

use std::{
    ffi::OsStr,
    fs::File,
    io::{self, ErrorKind, Write as _},
    os::{fd::AsRawFd, unix::fs::FileExt as _},
};

use rustix::{
    fs::{AtFlags, CWD, Mode, OFlags, RenameFlags, access, fstat, linkat, openat, renameat, renameat_with},
    io::Errno,
};
use zeroize::Zeroizing;

use super::{
    leftover::{self, HiddenName, Waiting},
    place::{Folder, Place},
};

/// How often a hidden name may be taken away while it is being locked.
const ATTEMPTS: usize = 8;

/// A file that is whole and on disk, and has no name yet, or a hidden one where the file system needs a name. Dropped, it
/// is gone.
#[derive(Debug)]
pub struct Draft {
    file: File,
    folder: Folder,
    hidden: Option<HiddenName>,
}

impl Draft {
    /// Writes `contents` in `folder`, with these permissions less the umask. It is on disk when this returns, and was read
    /// back.
    ///
    /// What killed processes left in the folder is removed first.
    ///
    /// # Errors
    ///
    /// What the operating system said.
    pub fn write(folder: &Folder, permissions: u32, contents: &[u8]) -> io::Result<Self> {
        leftover::clean(folder);
        let mode = Mode::from_raw_mode(permissions);
        let mut draft = match Self::unnamed(folder, mode) {
            Some(unnamed) => unnamed?,
            None => Self::named(folder, mode)?,
        };
        draft.file.write_all(contents)?;
        draft.file.sync_all()?;
        // No longer than the contents: a whole file, and nothing after it.
        let mut again = Zeroizing::new(vec![0; contents.len()]);
        draft.file.read_exact_at(&mut again, 0)?;
        if *again != contents || draft.file.metadata()?.len() != contents.len() as u64 {
            return Err(io::Error::other(
                "verification after writing failed: the contents differ",
            ));
        }
        Ok(draft)
    }

    /// A file without a name; `None` where it could not get one later.
    fn unnamed(folder: &Folder, mode: Mode) -> Option<io::Result<Self>> {
        let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
        match openat(folder.fd(), ".", flags, mode) {
            Ok(opened) => {
                access(path_of(&opened), rustix::fs::Access::EXISTS).ok()?;
                leftover::lock(&opened);
                Some(Ok(Self {
                    file: opened.into(),
                    folder: folder.clone(),
                    hidden: None,
                }))
            }
            Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::NOENT | Errno::INVAL) => None,
            Err(error) => Some(Err(error.into())),
        }
    }

    fn named(folder: &Folder, mode: Mode) -> io::Result<Self> {
        let flags = OFlags::CREATE | OFlags::EXCL | OFlags::RDWR | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        for _ in 0..ATTEMPTS {
            let (hidden, opened) =
                HiddenName::make(folder, |name| Ok(openat(folder.fd(), name, flags, mode)?))?;
            leftover::lock(&opened);
            // Before it was locked it could be taken for one that was left.
            if fstat(&opened)?.st_nlink > 0 {
                return Ok(Self {
                    file: opened.into(),
                    folder: folder.clone(),
                    hidden: Some(hidden),
                });
            }
        }
        Err(ErrorKind::ResourceBusy.into())
    }

    /// The file. Its lock (flock(2)) is held as long as it is open.
    pub const fn file(&self) -> &File {
        &self.file
    }

    /// Gives it a name in its folder, where there must be nothing of that name. The name is on disk when this returns.
    ///
    /// # Errors
    ///
    /// [`ErrorKind::AlreadyExists`], or what the operating system said; the name does not stay then.
    pub fn create(self, name: &OsStr) -> io::Result<File> {
        self.appear(name)?;
        self.synchronized(name)
    }

    /// As [`Self::create`], for a file that is worth nothing before another one is at the place `other`.
    ///
    /// # Errors
    ///
    /// As [`Self::create`].
    pub fn create_waiting(self, name: &OsStr, other: &Place) -> io::Result<(File, Waiting)> {
        let place = Place::at(&self.folder, name);
        let waiting = Waiting::make(place, other.clone(), || self.appear(name))?;
        Ok((self.synchronized(name)?, waiting))
    }

    fn appear(&self, name: &OsStr) -> io::Result<()> {
        match &self.hidden {
            None => self.link(name),
            Some(hidden) => rename_new(&self.folder, hidden.name(), &self.folder, name),
        }
    }

    fn synchronized(self, name: &OsStr) -> io::Result<File> {
        if let Err(error) = self.folder.synchronize() {
            let place = Place::at(&self.folder, name);
            let _stays = place.remove();
            return Err(error);
        }
        Ok(self.file)
    }

    /// Gives it a name in its folder, in place of what has it. The name is on disk when this returns.
    ///
    /// # Errors
    ///
    /// What the operating system said.
    pub fn replace(mut self, name: &OsStr) -> io::Result<File> {
        let hidden = match self.hidden.take() {
            Some(hidden) => hidden,
            None => HiddenName::make(&self.folder, |hidden| self.link(hidden))?.0,
        };
        renameat(self.folder.fd(), hidden.name(), self.folder.fd(), name)?;
        self.folder.synchronize()?;
        Ok(self.file)
    }

    fn link(&self, name: &OsStr) -> io::Result<()> {
        let unnamed = path_of(&self.file);
        Ok(linkat(
            CWD,
            unnamed,
            self.folder.fd(),
            name,
            AtFlags::SYMLINK_FOLLOW,
        )?)
    }
}

/// The path by which the kernel knows an opened file.
fn path_of(file: &impl AsRawFd) -> String {
    format!("/proc/self/fd/{}", file.as_raw_fd())
}

/// Renames a file to where there is nothing.
pub(super) fn rename_new(from: &Folder, old: &OsStr, to: &Folder, new: &OsStr) -> io::Result<()> {
    match renameat_with(from.fd(), old, to.fd(), new, RenameFlags::NOREPLACE) {
        // A file system without this has second names.
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => {
            linkat(from.fd(), old, to.fd(), new, AtFlags::empty())?;
            Ok(rustix::fs::unlinkat(from.fd(), old, AtFlags::empty())?)
        }
        done => Ok(done?),
    }
}
