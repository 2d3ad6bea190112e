//! To whom a file belongs.

use std::{
    fs::{self, File, Metadata},
    io,
    os::unix::fs::{MetadataExt as _, fchown},
    path::Path,
};

/// The user and the group that a file belongs to, by their numbers.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Owner {
    user: u32,
    group: u32,
}

impl Owner {
    /// The owner of the file at `path`; `None` where there is none.
    pub fn at(path: &Path) -> Option<Self> {
        fs::metadata(path).ok().map(|metadata| Self::of(&metadata))
    }

    fn of(metadata: &Metadata) -> Self {
        Self {
            user: metadata.uid(),
            group: metadata.gid(),
        }
    }

    /// The number of the user.
    pub const fn user(self) -> u32 {
        self.user
    }

    /// Gives a file to this owner, unless it is this user's already.
    ///
    /// # Errors
    ///
    /// What the operating system said.
    pub fn give(self, file: &File) -> io::Result<()> {
        if Self::of(&file.metadata()?).user == self.user {
            return Ok(());
        }
        let refused = |error: io::Error| {
            let user = self.user;
            io::Error::new(
                error.kind(),
                format!("it cannot be given to its owner, user {user}: {error}"),
            )
        };
        fchown(file, Some(self.user), Some(self.group)).map_err(refused)
    }
}
