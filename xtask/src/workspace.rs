//! Where the workspace is, and which of its files count.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs, io};

use anyhow::{Context as _, ensure};

/// The folder of the workspace's `Cargo.toml`, from whichever folder the task is run.
///
/// # Errors
///
/// When the program was not started by cargo, which says where the package is.
pub(crate) fn root() -> anyhow::Result<PathBuf> {
    let package =
        env::var_os("CARGO_MANIFEST_DIR").context("run the task through cargo: cargo xtask TASK")?;
    let root = Path::new(&package)
        .parent()
        .context("xtask is not inside a workspace")?;
    Ok(root.to_path_buf())
}

/// The folder in which cargo puts the programs that it builds for tests: the one that holds this program.
///
/// # Errors
///
/// When the system does not say where this program is.
pub(crate) fn program_folder() -> anyhow::Result<PathBuf> {
    let program = env::current_exe().context("the system does not say where xtask is")?;
    let folder = program.parent().context("xtask is in no folder")?;
    Ok(folder.to_path_buf())
}

/// Every text file that git tracks, or would track if it were added, as (path from the root, text).
///
/// Files that are not UTF-8, links and files removed from the folder but not yet from the index are left out.
///
/// # Errors
///
/// When `git` cannot list the files or one of them cannot be read.
pub(crate) fn text_files(root: &Path) -> anyhow::Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    for path in listed(root)? {
        let file = root.join(&path);
        match fs::symlink_metadata(&file) {
            Ok(metadata) if metadata.is_file() => {}
            Ok(_) => continue,
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            Err(error) => return Err(error).with_context(|| format!("{path} cannot be read")),
        }
        let bytes = fs::read(&file).with_context(|| format!("{path} cannot be read"))?;
        if let Ok(text) = String::from_utf8(bytes) {
            files.push((path, text));
        }
    }
    Ok(files)
}

fn listed(root: &Path) -> anyhow::Result<Vec<String>> {
    // A checkout may belong to another user, as in a container; git refuses to look at those unless told.
    let output = Command::new("git")
        .arg("-c")
        .arg(format!("safe.directory={}", root.display()))
        .args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        .current_dir(root)
        .output()
        .context("git cannot be run; tidy asks it which files count")?;
    ensure!(
        output.status.success(),
        "git cannot list the workspace's files; tidy needs a git checkout: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    let list = String::from_utf8(output.stdout).context("a path in the workspace is not UTF-8; rename it")?;
    let mut paths: Vec<String> = list
        .split('\0')
        .filter(|path| !path.is_empty())
        .map(str::to_owned)
        .collect();
    paths.sort();
    paths.dedup();
    Ok(paths)
}
