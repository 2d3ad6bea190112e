//! `certctl cert`

use clap::{Args, Subcommand, ValueHint};

use super::{
    example::{Example, section},
    output::PublicOutput,
    password::OnlyKeyPassword,
    subject::SubjectArguments,
};
use crate::{clock::Moment, file::Source};

/// Make certificates.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    SelfSign(SelfSign),
}

/// Make a certificate that its own key signs, for tests or until the CA has answered.
#[derive(Args, Debug)]
#[command(after_help = section(SELF_SIGN))]
pub(crate) struct SelfSign {
    /// Private key that the certificate is for; `-` is standard input.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) key: Source,

    /// For how many days the certificate is valid.
    #[arg(long, value_name = "DAYS", default_value_t = 365)]
    pub(crate) days: u32,

    /// From when on the certificate is valid: 2026-03-15T12:00:00Z or 2026-03-15; now if it is not given.
    #[arg(long, value_name = "TIME")]
    pub(crate) not_before: Option<Moment>,

    #[command(flatten)]
    pub(crate) subject: SubjectArguments,

    #[command(flatten)]
    pub(crate) password: OnlyKeyPassword,

    #[command(flatten)]
    pub(crate) output: PublicOutput,
}

/// Examples of `cert self-sign`.
pub(crate) const SELF_SIGN: &[Example] = &[Example {
    purpose: "A certificate for half a year",
    command: "certctl cert self-sign --key mail.key --cn mail.example.com --days 180 \\\n    --for inbound --out self-signed.crt",
}];
