//! Why the operating system refused `SQLite` something, which `SQLite` keeps for itself.
//!
//! The same is tried again, without touching the store: a process that closes its file loses the locks on it.

use std::{
    fs::File,
    io::{self, ErrorKind},
    os::{fd::OwnedFd, unix::fs::FileExt as _},
    path::{Path, PathBuf},
};

use rustix::{
    fs::{Access, AtFlags, CWD, Mode, OFlags, accessat, open, openat},
    io::Errno,
};

/// The files that a connection has open at once, and one more for each.
const FILES: usize = 8;

/// How much is written, in octets, and in which steps.
const WRITTEN: u64 = 1024 * 1024;
static STEP: [u8; 64 * 1024] = [0; 64 * 1024];

/// What the operating system refuses now to somebody who opens the store at `place` and writes it; `None` where it refuses
/// nothing, because it was a matter of the moment, or of the very part of the disk.
pub(super) fn cause(place: &str) -> Option<io::Error> {
    let path = place.strip_prefix("sqlite:")?;
    look(Path::new(path)).err()
}

/// Which files beside the store at `place` this user may not write, though the store itself may be written. `SQLite` gives
/// them the permissions of the store when it makes them, and does not change them later.
pub(super) fn closed_beside(place: &str) -> Option<String> {
    let path = Path::new(place.strip_prefix("sqlite:")?);
    let writes = |path: &Path| accessat(CWD, path, Access::WRITE_OK, AtFlags::EACCESS);
    writes(path).ok()?;
    let mut closed = ["-wal", "-shm", "-journal"].map(|end| beside(path, end)).to_vec();
    closed.retain(|file| writes(file) == Err(Errno::ACCESS));
    let closed: Vec<_> = closed.iter().map(|file| file.display().to_string()).collect();
    let closed = closed.join(" ");
    (!closed.is_empty())
        .then(|| format!("a file beside it cannot be written; change that: chmod 600 {closed}"))
}

/// Whether an error says that there is no room.
pub(super) fn is_full(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        ErrorKind::StorageFull | ErrorKind::QuotaExceeded | ErrorKind::FileTooLarge
    )
}

/// Whether an error says that this process, or the machine, has as many files open as it may.
pub(super) fn is_crowded(error: &io::Error) -> bool {
    let number = error.raw_os_error().map(Errno::from_raw_os_error);
    matches!(number, Some(Errno::MFILE | Errno::NFILE))
}

fn look(path: &Path) -> io::Result<()> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let flags = OFlags::PATH | OFlags::DIRECTORY | OFlags::CLOEXEC;
    let opened = (0..FILES)
        .map(|_| open(folder, flags, Mode::empty()))
        .collect::<Result<Vec<OwnedFd>, _>>()?;
    drop(opened);
    match accessat(CWD, path, Access::READ_OK | Access::WRITE_OK, AtFlags::EACCESS) {
        // A new file is not at its place yet.
        Ok(()) | Err(Errno::NOENT) => {}
        Err(error) => return Err(error.into()),
    }
    let flags = OFlags::TMPFILE | OFlags::RDWR | OFlags::CLOEXEC;
    let unnamed = match openat(CWD, folder, flags, Mode::RUSR | Mode::WUSR) {
        // A file system without such files tells nothing in this way.
        Err(Errno::OPNOTSUPP | Errno::ISDIR) => return Ok(()),
        opened => File::from(opened?),
    };
    // A limit on the size of files counts from the beginning of the file.
    let start = [path.to_owned(), beside(path, "-wal"), beside(path, "-shm")]
        .iter()
        .filter_map(|file| Some(file.metadata().ok()?.len()))
        .max()
        .unwrap_or(0);
    for offset in (0..WRITTEN).step_by(STEP.len()) {
        unnamed.write_all_at(&STEP, start + offset)?;
    }
    unnamed.sync_all()
}

fn beside(path: &Path, end: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(end);
    PathBuf::from(name)
}
