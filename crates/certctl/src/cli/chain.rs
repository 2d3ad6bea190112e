//! `certctl chain`

use clap::{Args, Subcommand, ValueHint};

use super::{
    cross::CrossCertificates,
    example::{Example, section},
    moment::At,
    output::PublicOutput,
    password::{KeyPassword, PilePassword},
};
use crate::file::Source;

/// Put chains of certificates in order.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Repair(Repair),
}

/// Make the chain that a server has to send out of whatever the CA sent.
///
/// The leaf comes first, then each certificate that signed the one before it. Duplicates, strangers and the root are left
/// out, and each is named with the reason. The order of the input never matters.
///
/// The leaf is the certificate for the key or the request that is given, or that is among the files; otherwise the only
/// certificate that signs no other. A chain that is incomplete, or that peers refuse because an issuer has expired or may not
/// sign, is written too, and the exit code is 1; but beside a damaged block nothing is written where a certificate is missing,
/// since it may be in that block. A complete chain beside a damaged block is written, and the exit code is 3.
#[derive(Args, Debug)]
#[command(after_help = section(REPAIR))]
pub(crate) struct Repair {
    /// Files with certificates, in any form; `-` is standard input.
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<Source>,

    /// Private key of the leaf.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Leaf")]
    pub(crate) key: Option<Source>,

    /// Request that the leaf answers.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, conflicts_with = "key", help_heading = "Leaf")]
    pub(crate) csr: Option<Source>,

    /// Roots that the chain has to end at, and no other; without it any root among the files, and those of this machine.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath, help_heading = "Trust")]
    pub(crate) ca: Vec<Source>,

    #[command(flatten)]
    pub(crate) at: At,

    /// Keep the root at the end of the chain.
    #[arg(long, help_heading = "Output")]
    pub(crate) keep_root: bool,

    #[command(flatten)]
    pub(crate) cross: CrossCertificates,

    /// Show what would be kept and removed, and write nothing.
    #[arg(long, help_heading = "Output")]
    pub(crate) dry_run: bool,

    #[command(flatten)]
    pub(crate) output: PublicOutput,

    #[command(flatten)]
    pub(crate) password: PilePassword,

    #[command(flatten)]
    pub(crate) key_password: KeyPassword,
}

/// Examples of `chain repair`.
pub(crate) const REPAIR: &[Example] = &[
    Example {
        purpose: "See first what would happen to the CA's answer",
        command: "certctl chain repair answer.txt --key mail.key --ca root.crt --dry-run",
    },
    Example {
        purpose: "The chain for the server, from several files",
        command: "certctl chain repair mail.crt intermediate.crt root.crt --out chain.crt",
    },
];
