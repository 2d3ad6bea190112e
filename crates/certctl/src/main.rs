//! The command line of certctl.

use std::process::ExitCode;

fn main() -> ExitCode {
    certctl::run(std::env::args_os())
}
