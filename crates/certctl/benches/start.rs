//! How long the program takes to start, as a ratio to OpenSSL's: `cargo bench -p certctl --bench start`.

use std::{
    env,
    io::{self, Write as _},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

/// How often each program is started.
const ROUNDS: usize = 300;

fn main() -> io::Result<()> {
    // Cargo starts benchmarks without this word when it only tests that they build.
    if !env::args().any(|argument| argument == "--bench") {
        return Ok(());
    }
    let mut ours = Vec::new();
    let mut theirs = Vec::new();
    for _ in 0..ROUNDS {
        ours.push(time(env!("CARGO_BIN_EXE_certctl"), "--version")?);
        theirs.push(time("openssl", "version")?);
    }
    let (ours, theirs) = (median(ours), median(theirs));
    writeln!(
        io::stdout(),
        "certctl --version {ours:?}, openssl version {theirs:?}, ratio {:.2} (at most 1.5)",
        ours.as_secs_f64() / theirs.as_secs_f64()
    )
}

fn time(program: &str, argument: &str) -> io::Result<Duration> {
    let start = Instant::now();
    let status = Command::new(program)
        .arg(argument)
        .stdout(Stdio::null())
        .status()?;
    let taken = start.elapsed();
    if status.success() {
        Ok(taken)
    } else {
        Err(io::Error::other(format!("{program} {argument} failed")))
    }
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times.get(times.len() / 2).copied().unwrap_or_default()
}
