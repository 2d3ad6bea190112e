//! Where a file goes: a name in a folder that was opened once, past no link that somebody laid there.

use std::{
    collections::VecDeque,
    error::Error,
    ffi::{OsStr, OsString},
    fmt,
    fs::File,
    io::{self, ErrorKind},
    os::{
        fd::{AsFd as _, AsRawFd as _, BorrowedFd, OwnedFd},
        unix::ffi::OsStringExt as _,
    },
    path::{Component, Path, PathBuf},
    sync::Arc,
};

use rustix::{
    fs::{AtFlags, CWD, FileType, Mode, OFlags, Stat, fstat, open, openat, readlinkat, statat, unlinkat},
    io::Errno,
    process::geteuid,
};

/// How many links a path may lead through, as in Linux.
const LINKS: usize = 40;

/// What the last name of a path does when it is a link.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum FinalLink {
    /// It is the place itself.
    Keep,
    /// The place is where it points to; one that points to nothing is the place itself.
    Follow,
}

/// An opened folder. It stays the same one, whatever happens to its path.
#[derive(Clone, Debug)]
pub struct Folder(Arc<OwnedFd>);

/// A name in an opened folder.
#[derive(Clone, Debug)]
pub struct Place {
    folder: Folder,
    name: OsString,
}

impl Folder {
    pub(super) fn fd(&self) -> BorrowedFd<'_> {
        self.0.as_fd()
    }

    /// Its path now, for a program that takes no opened folder.
    ///
    /// # Errors
    ///
    /// What the operating system said.
    pub fn path(&self) -> io::Result<PathBuf> {
        let link = format!("/proc/self/fd/{}", self.0.as_raw_fd());
        Ok(PathBuf::from(OsString::from_vec(
            readlinkat(CWD, link, Vec::new())?.into_bytes(),
        )))
    }

    /// Puts on disk which names it holds. A file system that cannot is no error.
    ///
    /// # Errors
    ///
    /// What the operating system said.
    pub fn synchronize(&self) -> io::Result<()> {
        let flags = OFlags::RDONLY | OFlags::DIRECTORY | OFlags::CLOEXEC;
        let folder = match openat(self.fd(), ".", flags, Mode::empty()) {
            // Who may write there and not look can do no more.
            Err(Errno::ACCESS) => return Ok(()),
            folder => File::from(folder?),
        };
        match folder.sync_all() {
            Err(error) if matches!(error.kind(), ErrorKind::InvalidInput | ErrorKind::Unsupported) => Ok(()),
            done => done,
        }
    }

    fn opened(path: &str) -> io::Result<Self> {
        let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
        Ok(Self(Arc::new(open(path, flags, Mode::empty())?)))
    }

    fn inner(&self, name: &OsStr) -> io::Result<Self> {
        let flags = OFlags::PATH | OFlags::NOFOLLOW | OFlags::CLOEXEC;
        Ok(Self(Arc::new(openat(self.fd(), name, flags, Mode::empty())?)))
    }

    fn status(&self) -> io::Result<Stat> {
        Ok(fstat(self.fd())?)
    }
}

impl From<OwnedFd> for Folder {
    fn from(opened: OwnedFd) -> Self {
        Self(Arc::new(opened))
    }
}

impl Place {
    /// Finds the place that a path names. Each folder on the way is opened from the one before it.
    ///
    /// # Errors
    ///
    /// A [`ForeignLink`] in the error where one stands on the way, or what the operating system said.
    pub fn find(path: &Path, last: FinalLink) -> io::Result<Self> {
        let mut walk = Walk::new()?;
        walk.prepend(path)?;
        let mut dangling = None;
        let mut links = 0;
        while let Some(name) = walk.rest.pop_front() {
            let is_last = walk.rest.is_empty();
            let here = Self {
                folder: walk.folder.clone(),
                name,
            };
            let found = match here.folder.inner(&here.name) {
                Err(error) if error.kind() == ErrorKind::NotFound => {
                    return here.or(dangling, is_last, error);
                }
                found => found?,
            };
            let status = found.status()?;
            match FileType::from_raw_mode(status.st_mode) {
                FileType::Symlink => {
                    if is_laid(&status, &here.folder.status()?) {
                        return Err(io::Error::other(ForeignLink));
                    }
                    if is_last && last == FinalLink::Keep {
                        return Ok(here);
                    }
                    links += 1;
                    if links > LINKS {
                        return Err(Errno::LOOP.into());
                    }
                    // Of the very link that was looked at.
                    let target = readlinkat(found.fd(), "", Vec::new())?;
                    walk.prepend(Path::new(&OsString::from_vec(target.into_bytes())))?;
                    if is_last {
                        dangling.get_or_insert(here);
                    }
                }
                FileType::Directory if !is_last => walk.folder = found,
                _ if is_last => return Ok(here),
                _ => return Err(ErrorKind::NotADirectory.into()),
            }
        }
        Err(ErrorKind::IsADirectory.into())
    }

    /// Nothing is here: the place of a new file, or a link to nothing on the way here is the place.
    fn or(self, dangling: Option<Self>, is_last: bool, error: io::Error) -> io::Result<Self> {
        match dangling {
            None if is_last => Ok(self),
            None => Err(error),
            // A link of the kernel's own, such as that to a pipe, points to what has no path.
            Some(link) => match statat(link.folder.fd(), &link.name, AtFlags::empty()) {
                Ok(_) => Err(io::Error::other("the link cannot be followed")),
                Err(_) => Ok(link),
            },
        }
    }

    /// A name in a folder.
    pub(super) fn at(folder: &Folder, name: &OsStr) -> Self {
        Self {
            folder: folder.clone(),
            name: name.to_owned(),
        }
    }

    /// The folder.
    pub const fn folder(&self) -> &Folder {
        &self.folder
    }

    /// The name in it.
    pub fn name(&self) -> &OsStr {
        &self.name
    }

    /// Whether two places are one.
    pub fn is(&self, other: &Self) -> bool {
        let same = || {
            let (one, two) = (self.folder.status().ok()?, other.folder.status().ok()?);
            Some((one.st_dev, one.st_ino) == (two.st_dev, two.st_ino))
        };
        self.name == other.name && same() == Some(true)
    }

    /// What stands there; `None` where there is nothing.
    ///
    /// # Errors
    ///
    /// What the operating system said.
    pub fn standing(&self) -> io::Result<Option<FileType>> {
        match statat(self.folder.fd(), &self.name, AtFlags::SYMLINK_NOFOLLOW) {
            Ok(status) => Ok(Some(FileType::from_raw_mode(status.st_mode))),
            Err(Errno::NOENT) => Ok(None),
            Err(error) => Err(error.into()),
        }
    }

    /// Removes the file that stands there.
    ///
    /// # Errors
    ///
    /// What the operating system said.
    pub fn remove(&self) -> io::Result<()> {
        Ok(unlinkat(self.folder.fd(), &self.name, AtFlags::empty())?)
    }
}

/// The folder of a path, where it is not there.
pub fn missing_folder(path: &Path) -> Option<&Path> {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty())?;
    let is_missing = folder
        .metadata()
        .is_err_and(|error| error.kind() == ErrorKind::NotFound);
    is_missing.then_some(folder)
}

/// A folder, and the names that lead on from it.
struct Walk {
    folder: Folder,
    rest: VecDeque<OsString>,
}

impl Walk {
    fn new() -> io::Result<Self> {
        Ok(Self {
            folder: Folder::opened(".")?,
            rest: VecDeque::new(),
        })
    }

    /// Goes on with a path, before what is left.
    fn prepend(&mut self, path: &Path) -> io::Result<()> {
        let mut names = VecDeque::new();
        for component in path.components() {
            match component {
                Component::RootDir => self.folder = Folder::opened("/")?,
                Component::Normal(name) => names.push_back(name.to_owned()),
                Component::ParentDir => names.push_back(OsString::from("..")),
                Component::CurDir | Component::Prefix(_) => {}
            }
        }
        names.append(&mut self.rest);
        self.rest = names;
        Ok(())
    }
}

/// Whether a link may be a trap: it stands in a folder that all can write, and belongs neither to the folder's owner nor to
/// whom this process works for.
fn is_laid(link: &Stat, folder: &Stat) -> bool {
    folder.st_mode & 0o002 != 0 && link.st_uid != folder.st_uid && link.st_uid != geteuid().as_raw()
}

/// Another user's link in a folder that all can write.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct ForeignLink;

impl ForeignLink {
    /// Whether that is what an error says.
    pub fn is_in(error: &io::Error) -> bool {
        error.get_ref().is_some_and(<dyn Error + Send + Sync>::is::<Self>)
    }
}

impl fmt::Display for ForeignLink {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a link on the way was made by another user in a folder that all can write")
    }
}

impl Error for ForeignLink {}
