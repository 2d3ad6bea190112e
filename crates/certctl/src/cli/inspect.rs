//! `certctl inspect`

use clap::{Args, ValueHint};

use super::{
    example::{Example, section},
    password::PilePassword,
};
use crate::file::Source;

/// Show what files hold, in any form: PEM, DER, PKCS#7, PKCS#12; certificates, requests, keys.
///
/// Every object is shown with its place, in a table when there are more than three, and so is everything that could not be read. The exit code is 0 when all of it
/// was read, and 3 when a part was not.
#[derive(Args, Debug)]
#[command(after_help = section(INSPECT))]
pub(crate) struct Inspect {
    /// Files to look into; `-` is standard input.
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<Source>,

    /// Show every fact of every object, however many there are.
    #[arg(long)]
    pub(crate) full: bool,

    #[command(flatten)]
    pub(crate) password: PilePassword,
}

/// Examples of `inspect`.
pub(crate) const INSPECT: &[Example] = &[
    Example {
        purpose: "What did the CA send?",
        command: "certctl inspect answer.txt",
    },
    Example {
        purpose: "The same facts for a script",
        command: "certctl inspect mail.csr --json",
    },
    Example {
        purpose: "What is in a backup?",
        command: "certctl inspect mail.p12 --password-file password.txt",
    },
];
