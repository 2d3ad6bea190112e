//! Where outputs go.

use clap::{Args, ValueHint};

use crate::file::{Destination, Existing};

/// The output of a command that makes public material.
#[derive(Args, Debug)]
pub(crate) struct PublicOutput {
    /// Write to FILE instead of standard output; `-` is standard output.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub(crate) out: Option<Destination>,

    #[command(flatten)]
    pub(crate) force: Force,
}

/// The output of a command that makes a secret; it has to be named.
#[derive(Args, Debug)]
pub(crate) struct PrivateOutput {
    /// Write to FILE, which only its owner can read; `-` is standard output, if that is no terminal.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Output")]
    pub(crate) out: Destination,

    #[command(flatten)]
    pub(crate) force: Force,
}

/// Whether a file that exists is replaced.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Force {
    /// Replace a file that exists.
    #[arg(long, help_heading = "Output")]
    force: bool,
}

impl Force {
    /// What happens to a file that exists.
    pub(crate) const fn existing(self) -> Existing {
        if self.force {
            Existing::Replace
        } else {
            Existing::Refuse
        }
    }
}
