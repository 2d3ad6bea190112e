//! `certctl profile import`

use clap::{Args, ValueHint};

use crate::{
    cli::{
        cross::CrossCertificates,
        example::{Example, section},
        password::PilePassword,
        store::StoreArguments,
        yes::Yes,
    },
    file::Source,
};

/// Import a key with its certificates, as a new profile or in place of one.
///
/// A profile that is overwritten keeps every binding. A request that it had is given up.
#[derive(Args, Debug)]
#[command(after_help = section(IMPORT))]
pub(crate) struct Import {
    /// PKCS#12 file, or files with the key and the certificates in any form; `-` is standard input.
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<Source>,

    /// Name of the profile; without it the common name.
    #[arg(long, value_name = "NAME")]
    pub(crate) name: Option<String>,

    #[command(flatten)]
    pub(crate) cross: CrossCertificates,

    #[command(flatten)]
    pub(crate) yes: Yes,

    #[command(flatten)]
    pub(crate) password: PilePassword,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Examples of `profile import`.
pub(crate) const IMPORT: &[Example] = &[
    Example {
        purpose: "A backup of another gateway",
        command: "certctl profile import mail.p12 --password-file password.txt --name imported \\\n    --store sqlite:store.db",
    },
    Example {
        purpose: "The same in PEM, in place of the profile that has the name",
        command: "certctl profile import mail.key chain.crt --name mail --yes --store sqlite:store.db",
    },
];
