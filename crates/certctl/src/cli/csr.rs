//! `certctl csr`

use clap::{Args, Subcommand, ValueHint};

use super::{
    example::{Example, section},
    output::PublicOutput,
    password::OnlyKeyPassword,
    subject::SubjectArguments,
};
use crate::file::Source;

/// Make certificate signing requests.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Create(Create),
}

/// Make a certificate signing request for a CA.
///
/// Host names are checked before anything is written: what is not a host name is refused with the reason.
#[derive(Args, Debug)]
#[command(after_help = section(CREATE))]
pub(crate) struct Create {
    /// Private key that the request is for; `-` is standard input.
    #[arg(short, long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) key: Source,

    #[command(flatten)]
    pub(crate) subject: SubjectArguments,

    #[command(flatten)]
    pub(crate) password: OnlyKeyPassword,

    #[command(flatten)]
    pub(crate) output: PublicOutput,
}

/// Examples of `csr create`.
pub(crate) const CREATE: &[Example] = &[
    Example {
        purpose: "A request for the name in the MX record, for mail in both directions",
        command: "certctl csr create --key mail.key --cn mail.example.com \\\n    --for inbound,outbound --out mail.csr",
    },
    Example {
        purpose: "Two host names and an organization; the request goes to standard output",
        command: "certctl csr create --key mail.key --cn mail.example.com --dns mx2.example.com \\\n    --org \"Räksmörgås AB\" --country SE",
    },
];
