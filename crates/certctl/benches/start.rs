//! How long `certctl --version` takes, beside `openssl version`.
//!
//! `cargo bench -p certctl --bench start`
#![expect(clippy::unwrap_used, reason = "a benchmark that cannot be set up has failed")]

#[path = "../../certcore/benches/ratio/mod.rs"]
mod ratio;

use std::process::{Command, Output};

fn main() {
    ratio::compare(
        "certctl --version",
        301,
        ("certctl", || run(env!("CARGO_BIN_EXE_certctl"), "--version")),
        ("openssl version", || run("openssl", "version")),
        1.5,
    );
}

fn run(program: &str, argument: &str) -> Output {
    let output = Command::new(program).arg(argument).output().unwrap();
    assert!(output.status.success());
    output
}
