//! `certctl profile upload`

use clap::{Args, ValueHint};

use crate::{
    cli::{
        cross::CrossCertificates,
        example::{Example, section},
        password::PilePassword,
        store::StoreArguments,
    },
    file::Source,
};

/// Take in the CA's answer: the certificate with its intermediates, in any form and any order.
///
/// The certificate is found by the key of the committed request, the chain is put in order as `certctl chain repair` does
/// it, and what is left out is shown. A certificate that the CA signed again for the current key is taken too.
#[derive(Args, Debug)]
#[command(after_help = section(UPLOAD))]
pub(crate) struct Upload {
    /// Name of the profile.
    #[arg(value_name = "NAME")]
    pub(crate) name: String,

    /// Files with the CA's answer; `-` is standard input.
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<Source>,

    /// Show what would be staged, and stage nothing.
    #[arg(long)]
    pub(crate) dry_run: bool,

    #[command(flatten)]
    pub(crate) cross: CrossCertificates,

    #[command(flatten)]
    pub(crate) password: PilePassword,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Examples of `profile upload`.
pub(crate) const UPLOAD: &[Example] = &[
    Example {
        purpose: "What would be served of it?",
        command: "certctl profile upload mail profile-answer.txt --dry-run --store sqlite:store.db",
    },
    Example {
        purpose: "The certificate from a pipe, the intermediates from a file",
        command: "cat profile-answer.txt | certctl profile upload mail - intermediate.crt \\\n    --store sqlite:store.db",
    },
];
