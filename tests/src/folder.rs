//! A folder of its own for each test: its programs run in it, have it as their home, and lose it when it is done.

use std::collections::BTreeSet;
use std::fs::{self, Permissions};
use std::os::unix::fs::PermissionsExt as _;
use std::path::{Path, PathBuf};
use std::process::Command;

use tempfile::TempDir;

/// A temporary folder.
pub struct Folder(TempDir);

impl Folder {
    /// An empty folder.
    ///
    /// # Panics
    ///
    /// If none can be made.
    #[expect(clippy::new_without_default, reason = "making a folder is no default value")]
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap_or_else(|error| panic!("no temporary folder: {error}")))
    }

    /// A folder with these files.
    ///
    /// # Panics
    ///
    /// If one cannot be written.
    pub fn with<C: AsRef<[u8]>>(files: impl IntoIterator<Item = (&'static str, C)>) -> Self {
        let folder = Self::new();
        for (name, contents) in files {
            folder.write(name, contents);
        }
        folder
    }

    /// The folder itself.
    pub fn root(&self) -> &Path {
        self.0.path()
    }

    /// The path of what is called `name` in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.root().join(name)
    }

    /// Writes a file that only its owner can read.
    ///
    /// # Panics
    ///
    /// If it cannot be written.
    pub fn write(&self, name: &str, contents: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::write(&path, contents).unwrap_or_else(|error| panic!("{name} cannot be written: {error}"));
        self.allow(name, 0o600);
    }

    /// Sets the permission bits.
    ///
    /// # Panics
    ///
    /// If they cannot be set.
    pub fn allow(&self, name: &str, mode: u32) {
        fs::set_permissions(self.path(name), Permissions::from_mode(mode)).expect(name);
    }

    /// The permission bits.
    ///
    /// # Panics
    ///
    /// If there is no such file.
    pub fn mode(&self, name: &str) -> u32 {
        fs::metadata(self.path(name)).expect(name).permissions().mode() & 0o7777
    }

    /// Makes a folder in the folder.
    ///
    /// # Panics
    ///
    /// If it cannot be made.
    pub fn make_folder(&self, name: &str) {
        fs::create_dir(self.path(name)).expect(name);
    }

    /// The contents of a file.
    ///
    /// # Panics
    ///
    /// If it cannot be read.
    pub fn bytes(&self, name: &str) -> Vec<u8> {
        fs::read(self.path(name)).unwrap_or_else(|error| panic!("{name} cannot be read: {error}"))
    }

    /// The contents of a file of text.
    ///
    /// # Panics
    ///
    /// If it cannot be read.
    pub fn text(&self, name: &str) -> String {
        String::from_utf8(self.bytes(name)).expect(name)
    }

    /// Whether something is called `name`.
    pub fn holds(&self, name: &str) -> bool {
        self.path(name).symlink_metadata().is_ok()
    }

    /// The names of everything directly in `folder`, which is `.` for the folder itself.
    ///
    /// # Panics
    ///
    /// If there is no such folder.
    pub fn names(&self, folder: &str) -> BTreeSet<String> {
        let entries = fs::read_dir(self.path(folder)).expect(folder);
        entries
            .map(|entry| entry.expect(folder).file_name().to_string_lossy().into_owned())
            .collect()
    }

    /// A command that runs in the folder and sees nothing of the user's settings.
    pub fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = Command::new(program);
        command.env_clear().current_dir(self.root());
        if let Some(path) = std::env::var_os("PATH") {
            command.env("PATH", path);
        }
        command.env("HOME", self.root()).env("TMPDIR", self.root());
        command.env("LC_ALL", "C.UTF-8");
        command
    }
}
