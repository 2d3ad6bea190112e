//! The programs that the end-to-end tests run, and how they come onto a Debian machine.

use std::ffi::{OsStr, OsString};
use std::io::Write as _;
use std::os::unix::fs::{OpenOptionsExt as _, PermissionsExt as _};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::{env, fs};

use anyhow::{Context as _, bail, ensure};

use crate::step::Step;

/// A program of somebody else's that the tests run.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
struct Peer {
    program: &'static str,
    /// The Debian package that holds it.
    package: &'static str,
}

const PEERS: &[Peer] = &[
    Peer {
        program: "openssl",
        package: "openssl",
    },
    Peer {
        program: "certtool",
        package: "gnutls-bin",
    },
    Peer {
        program: "pk12util",
        package: "libnss3-tools",
    },
    Peer {
        program: "certutil",
        package: "libnss3-tools",
    },
    Peer {
        program: "keytool",
        package: "default-jre-headless",
    },
    Peer {
        program: "cfssl",
        package: "golang-cfssl",
    },
    Peer {
        program: "nsd",
        package: "nsd",
    },
];

/// Where Debian puts servers, and what the PATH of an ordinary user leaves out.
const SERVER_FOLDERS: &[&str] = &["/usr/local/sbin", "/usr/sbin", "/sbin"];

/// The script through which Debian asks whether a package may start its service.
const POLICY: &str = "/usr/sbin/policy-rc.d";

/// Makes sure that every peer is there; installs the missing ones when run as root on Debian.
///
/// # Errors
///
/// When one is missing and this user may not install it, with the command to run; or when apt-get fails.
pub(crate) fn ensure_present(root: &Path) -> anyhow::Result<()> {
    let missing = missing();
    if missing.is_empty() {
        return Ok(());
    }
    if !is_root()? {
        bail!("{}", advice(&missing));
    }
    install(root, &missing)?;
    let missing = self::missing();
    ensure!(
        missing.is_empty(),
        "the packages are installed, yet {}",
        advice(&missing)
    );
    Ok(())
}

/// The PATH that finds the peers: the caller's own, then the folders of servers.
///
/// # Errors
///
/// When a folder of the caller's PATH cannot be part of one.
pub(crate) fn search_path() -> anyhow::Result<OsString> {
    env::join_paths(search_folders()).context("PATH holds a folder whose name cannot be in it")
}

fn search_folders() -> Vec<PathBuf> {
    let path = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&path)
        .chain(SERVER_FOLDERS.iter().map(PathBuf::from))
        .collect()
}

fn missing() -> Vec<Peer> {
    let folders = search_folders();
    let is_there = |peer: &Peer| {
        folders
            .iter()
            .any(|folder| is_program(&folder.join(peer.program)))
    };
    PEERS.iter().copied().filter(|peer| !is_there(peer)).collect()
}

fn is_program(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|file| file.is_file() && file.permissions().mode() & 0o111 != 0)
}

fn is_root() -> anyhow::Result<bool> {
    let output = Command::new("id")
        .arg("-u")
        .output()
        .context("`id -u` cannot be run")?;
    Ok(output.stdout.trim_ascii() == b"0")
}

fn advice(missing: &[Peer]) -> String {
    let programs: Vec<_> = missing.iter().map(|peer| peer.program).collect();
    format!(
        "the tests need programs that are not here: {}; run: sudo apt-get {}",
        programs.join(", "),
        install_arguments(missing).join(" ")
    )
}

fn install_arguments(missing: &[Peer]) -> Vec<&'static str> {
    let mut arguments = vec!["install", "-y", "--no-install-recommends"];
    for peer in missing {
        if !arguments.contains(&peer.package) {
            arguments.push(peer.package);
        }
    }
    arguments
}

fn install(root: &Path, missing: &[Peer]) -> anyhow::Result<()> {
    let _held = HeldServices::hold()?;
    let waiting = ["-o", "DPkg::Lock::Timeout=300", "-o", "Acquire::Retries=3"];
    for arguments in [vec!["update"], install_arguments(missing)] {
        let arguments = [&waiting[..], &arguments].concat();
        let apt = Step::new(root, "apt-get", &arguments).env("DEBIAN_FRONTEND", OsStr::new("noninteractive"));
        apt.run().with_context(|| advice(missing))?;
    }
    Ok(())
}

/// Keeps Debian's packages from starting their services for as long as it lives: the tests start their own
/// servers, on ports of their own.
///
/// A policy that the machine already has stays as it is.
struct HeldServices {
    written: Option<&'static Path>,
}

impl HeldServices {
    fn hold() -> anyhow::Result<Self> {
        let path = Path::new(POLICY);
        if path.exists() {
            return Ok(Self { written: None });
        }
        let mut file = fs::OpenOptions::new()
            .write(true)
            .create_new(true)
            .mode(0o755)
            .open(path)
            .with_context(|| format!("{POLICY} cannot be written"))?;
        let held = Self { written: Some(path) };
        file.write_all(policy(std::process::id()).as_bytes())?;
        Ok(held)
    }
}

impl Drop for HeldServices {
    fn drop(&mut self) {
        if let Some(path) = self.written {
            // The script lets services start, and removes itself, once this process is gone.
            let _stays_until_asked = fs::remove_file(path);
        }
    }
}

/// Answers 101, "not allowed", while the process lives; an interrupted run leaves nothing that forbids.
fn policy(process: u32) -> String {
    format!("#!/bin/sh\nif kill -0 {process} 2>/dev/null; then exit 101; fi\nrm -f \"$0\"\nexit 0\n")
}

#[cfg(test)]
mod tests {
    use std::process::{Command, Stdio};
    use std::{env, fs};

    use super::{PEERS, Peer, advice, is_program, policy};

    #[test]
    fn advice_is_a_command_that_names_each_package_once() {
        let nss: Vec<Peer> = PEERS
            .iter()
            .copied()
            .filter(|peer| peer.package == "libnss3-tools")
            .chain([PEERS[6]])
            .collect();
        assert_eq!(
            advice(&nss),
            "the tests need programs that are not here: pk12util, certutil, nsd; \
             run: sudo apt-get install -y --no-install-recommends libnss3-tools nsd"
        );
    }

    #[test]
    fn folder_and_plain_file_are_no_programs() {
        let folder = env::temp_dir();
        let plain = folder.join(format!("certctl-xtask-plain-{}", std::process::id()));
        fs::write(&plain, "text").unwrap();
        assert!(!is_program(&plain));
        fs::remove_file(&plain).unwrap();
        assert!(!is_program(&folder));
        assert!(is_program(&env::current_exe().unwrap()));
    }

    #[test]
    fn services_are_held_only_while_the_process_lives() {
        let script = env::temp_dir().join(format!("certctl-xtask-policy-{}", std::process::id()));
        let mut other = Command::new("cat")
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .spawn()
            .unwrap();
        fs::write(&script, policy(other.id())).unwrap();
        let answer = || Command::new("sh").arg(&script).status().unwrap().code();

        assert_eq!(answer(), Some(101));
        drop(other.stdin.take());
        other.wait().unwrap();
        assert_eq!(answer(), Some(0));
        assert!(!script.exists());
    }
}
