//! `certctl lint`

use certcore::x509::Service;
use clap::{Args, ValueHint};

use super::{
    example::{Example, section},
    moment::At,
    password::PilePassword,
    service,
};
use crate::file::Source;

/// Say what is weak, odd or about to cause trouble in certificates and requests.
///
/// A file with one certificate that is not a CA's is looked at as a server sends it: the order, repetitions, what does not
/// belong to it, what is missing.
///
/// Each finding names the rule and the document that it comes from. The exit code is 1 when there is a finding of the
/// severity error, and 0 otherwise.
#[derive(Args, Debug)]
#[command(after_help = section(LINT))]
pub(crate) struct Lint {
    /// Files with certificates or requests, in any form; `-` is standard input.
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<Source>,

    /// Services that use the certificate, separated by commas; they decide which extended key usage it needs.
    #[arg(long = "for", value_name = "SERVICE", value_delimiter = ',', value_parser = service::parser())]
    pub(crate) services: Vec<Service>,

    #[command(flatten)]
    pub(crate) at: At,

    #[command(flatten)]
    pub(crate) password: PilePassword,
}

/// Examples of `lint`.
pub(crate) const LINT: &[Example] = &[
    Example {
        purpose: "Look at a request before it goes to the CA",
        command: "certctl lint mail.csr --for inbound,outbound",
    },
    Example {
        purpose: "Look at the chain that the server sends",
        command: "certctl lint chain.crt --for inbound",
    },
];
