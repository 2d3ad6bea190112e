//! `cargo xtask fuzz`: runs every fuzz target for a while.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use anyhow::{Context as _, ensure};

use crate::source::Manifest;
use crate::step::Step;

/// How long each target runs when nobody says.
pub(crate) const DEFAULT_SECONDS: u32 = 60;

/// One input may take this long, in seconds, before it counts as a hang.
const SLOWEST_INPUT: u32 = 10;

/// `SQLite` has constants of the same name and content, which the linker makes one; to the sanitizer that looks like a fault.
const SANITIZER: &str = "detect_odr_violation=0";

/// Folders of files from which the inputs are grown.
const SEEDS: [&str; 4] = [
    "fixtures/import",
    "fixtures/pkcs12",
    "fixtures/pkcs8",
    "fixtures/pki",
];

/// # Errors
///
/// When the nightly toolchain or cargo-fuzz is missing, with the command that installs it, or when a target
/// finds a crash, a hang or too much memory in use.
pub(crate) fn run(root: &Path, seconds: u32) -> anyhow::Result<()> {
    let targets = targets(root)?;
    ensure_installed(
        root,
        &["+nightly", "--version"],
        "rustup toolchain install nightly --profile minimal",
    )?;
    ensure_installed(
        root,
        &["+nightly", "fuzz", "--version"],
        "cargo install cargo-fuzz --locked",
    )?;
    let total = format!("-max_total_time={seconds}");
    let slowest = format!("-timeout={SLOWEST_INPUT}");
    for target in &targets {
        // The first folder takes what is found on the way; the others are where to begin.
        let corpus = root.join("fuzz/corpus").join(target);
        fs::create_dir_all(&corpus).with_context(|| format!("{} cannot be made", corpus.display()))?;
        let corpus = format!("fuzz/corpus/{target}");
        let mut arguments = vec!["+nightly", "fuzz", "run", target, &corpus];
        arguments.extend(SEEDS);
        arguments.extend(["--", &total, &slowest]);
        Step::cargo(root, &arguments)
            .without_env("RUSTUP_TOOLCHAIN")
            .env("ASAN_OPTIONS", SANITIZER)
            .run()?;
    }
    Ok(())
}

fn targets(root: &Path) -> anyhow::Result<Vec<String>> {
    let path = root.join("fuzz/Cargo.toml");
    let text = fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
    let manifest = Manifest::parse(&text).with_context(|| format!("{} is not TOML", path.display()))?;
    ensure!(
        !manifest.binaries.is_empty(),
        "fuzz/Cargo.toml names no [[bin]], so there is nothing to run"
    );
    Ok(manifest.binaries)
}

fn ensure_installed(root: &Path, arguments: &[&str], install: &str) -> anyhow::Result<()> {
    let found = Command::new("cargo")
        .args(arguments)
        .current_dir(root)
        .env_remove("RUSTUP_TOOLCHAIN")
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success());
    ensure!(
        found,
        "`cargo {}` does not work; run: {install}",
        arguments.join(" ")
    );
    Ok(())
}
