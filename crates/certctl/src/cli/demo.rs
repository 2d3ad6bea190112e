//! `certctl demo`

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::example::{Example, section};

/// Do the main job once, with a CA that is made for it, and show each step.
///
/// Everything happens in a temporary folder, with the commands that you would type. The exit code is 0 when every step
/// held.
#[derive(Args, Debug)]
#[command(after_help = section(DEMO))]
pub(crate) struct Demo {
    /// Work in this folder, which is made, and keep it.
    #[arg(long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) keep: Option<PathBuf>,
}

/// Examples of `demo`.
pub(crate) const DEMO: &[Example] = &[
    Example {
        purpose: "See the whole way once",
        command: "certctl demo",
    },
    Example {
        purpose: "Look at the files afterwards",
        command: "certctl demo --keep demo",
    },
];
