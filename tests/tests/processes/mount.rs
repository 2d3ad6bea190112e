//! File systems of a test's own: a shell that may mount, where nobody else sees it, and that takes it along when it ends.

use std::{fs, os::unix::fs::MetadataExt as _};

use tests::{certctl::binary, folder::Folder, run::Run};

/// Runs a shell script in `folder`; `certctl` is the program, and `CERTCTL_STORE` names `store.db` where the script stands.
///
/// # Panics
///
/// If the system lets this user neither mount nor make a user namespace.
#[track_caller]
pub(crate) fn script(folder: &Folder, script: &str) -> Run {
    let root = fs::metadata("/proc/self").expect("this process").uid() == 0;
    let mut command = folder.command("unshare");
    command.arg("--mount");
    if !root {
        command.arg("--map-root-user");
    }
    let program = format!("certctl() {{ '{}' \"$@\"; }}\n", binary().display());
    command.args(["sh", "-euc", &(program + script)]);
    command.env("CERTCTL_STORE", "sqlite:store.db");
    Run::of(&mut command, b"").expect("unshare can be started; it is in Debian's package util-linux")
}
