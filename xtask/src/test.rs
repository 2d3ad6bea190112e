//! `cargo xtask test`: everything a change must pass, in order, with the time each step took.

use std::ffi::OsStr;
use std::fs;
use std::io::{self, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Context as _, bail};

use crate::step::{Step, announce};
use crate::{peers, reference, tidy, workspace};

/// The folder whose programs are run, not only built.
const EXAMPLES: &str = "crates/certcore/examples";

/// Tells the end-to-end tests where certctl is, which they build themselves without it.
const PROGRAM: &str = "CERTCTL_PROGRAM";

/// Runs the steps until one fails, then says on stderr how long each took.
///
/// # Errors
///
/// The first step that fails, by name.
pub(crate) fn run(root: &Path) -> anyhow::Result<()> {
    let mut times = Times {
        begun: Instant::now(),
        steps: Vec::new(),
    };
    let outcome = steps(root, &mut times);
    times.report()?;
    outcome
}

fn steps(root: &Path, times: &mut Times) -> anyhow::Result<()> {
    times.measure("set-up", || {
        announce("programs that the tests need")?;
        peers::ensure_present(root)
    })?;
    times.measure("format", || {
        Step::cargo(root, &["fmt", "--all", "--check"]).run()?;
        // The fuzz targets are a workspace of their own.
        Step::cargo(root, &["fmt", "--manifest-path", "fuzz/Cargo.toml", "--check"]).run()
    })?;
    times.measure("clippy", || {
        Step::cargo(
            root,
            &["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"],
        )
        .run()
    })?;
    times.measure("rustdoc", || {
        Step::cargo(root, &["doc", "--workspace", "--no-deps"])
            .env("RUSTDOCFLAGS", "-D warnings")
            .run()
    })?;
    times.measure("tidy", || {
        announce("tidy")?;
        tidy::run(root)
    })?;
    let path = peers::search_path()?;
    let programs = workspace::program_folder()?;
    // One build of the whole workspace serves the tests, the examples and the programs that they run: a build of one package
    // would choose other features, and compile OpenSSL and most dependencies once more.
    times.measure("build", || {
        Step::cargo(root, &["test", "--workspace", "--no-run"]).run()
    })?;
    // Without --all-targets, which would leave the examples in the documentation out.
    times.measure("tests", || {
        checking(Step::cargo(root, &["test", "--workspace"]), &path)
            .env(PROGRAM, programs.join("certctl"))
            .run()
    })?;
    times.measure("examples", || {
        for example in examples(root)? {
            let program = programs.join("examples").join(example);
            checking(Step::program(root, &program), &path)
                .without_stdout()
                .run()?;
        }
        Ok(())
    })
}

/// The step with an environment in which nothing is written instead of compared, and every peer is found.
fn checking(step: Step, path: &OsStr) -> Step {
    step.env("INSTA_UPDATE", "no")
        .without_env("INSTA_FORCE_PASS")
        .without_env(reference::BLESS)
        .env("PATH", path)
}

fn examples(root: &Path) -> anyhow::Result<Vec<String>> {
    let folder = root.join(EXAMPLES);
    let mut names = Vec::new();
    for entry in fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))? {
        let path = entry?.path();
        let is_example = path.extension() == Some(OsStr::new("rs")) || path.join("main.rs").is_file();
        let name = path.file_stem().and_then(OsStr::to_str);
        if let Some(name) = name.filter(|_| is_example) {
            names.push(name.to_owned());
        }
    }
    if names.is_empty() {
        bail!("{} holds no example", folder.display());
    }
    names.sort();
    Ok(names)
}

struct Times {
    begun: Instant,
    steps: Vec<(&'static str, Duration)>,
}

impl Times {
    fn measure(
        &mut self,
        name: &'static str,
        step: impl FnOnce() -> anyhow::Result<()>,
    ) -> anyhow::Result<()> {
        let begun = Instant::now();
        let outcome = step();
        self.steps.push((name, begun.elapsed()));
        outcome.with_context(|| format!("step {name}"))
    }

    fn report(&self) -> anyhow::Result<()> {
        let mut stderr = io::stderr().lock();
        writeln!(stderr)?;
        let total = ("total", self.begun.elapsed());
        for (name, time) in self.steps.iter().chain([&total]) {
            writeln!(stderr, "{name:<10} {:>7.1} s", time.as_secs_f64())?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::time::Instant;
    use std::{env, fs};

    use super::{EXAMPLES, Times, examples};

    #[test]
    fn failed_step_is_timed_and_named() {
        let mut times = Times {
            begun: Instant::now(),
            steps: Vec::new(),
        };
        let error = times.measure("clippy", || anyhow::bail!("no")).unwrap_err();
        assert_eq!(format!("{error:#}"), "step clippy: no");
        assert_eq!(times.steps.len(), 1);
    }

    #[test]
    fn examples_are_files_and_folders_with_a_main() {
        let root = env::temp_dir().join(format!("certctl-xtask-examples-{}", std::process::id()));
        let folder = root.join(EXAMPLES);
        fs::create_dir_all(folder.join("sign")).unwrap();
        fs::create_dir_all(folder.join("data")).unwrap();
        for file in ["request.rs", "notes.md", "sign/main.rs", "data/chain.pem"] {
            fs::write(folder.join(file), "").unwrap();
        }
        let found = examples(&root);
        fs::remove_dir_all(&root).unwrap();
        assert_eq!(found.unwrap(), ["request", "sign"]);
    }
}
