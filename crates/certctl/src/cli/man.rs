//! `certctl man`

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::example::{Example, section};

/// Write the manual pages.
#[derive(Args, Debug)]
#[command(after_help = section(MAN))]
pub(crate) struct Man {
    /// Folder for the pages; it is made if it does not exist. Pages that exist are replaced.
    #[arg(short, long, value_name = "DIR", value_hint = ValueHint::DirPath)]
    pub(crate) out: PathBuf,
}

/// Examples of `man`.
pub(crate) const MAN: &[Example] = &[Example {
    purpose: "Manual pages in a folder; read one with man -l man/certctl.1",
    command: "certctl man --out man",
}];
