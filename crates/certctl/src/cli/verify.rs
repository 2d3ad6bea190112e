//! `certctl verify`

use certcore::{identity::Reference, verify::Role};
use clap::{
    Args, ValueHint,
    builder::{PossibleValue, PossibleValuesParser, TypedValueParser},
};

use super::{
    example::{Example, section},
    moment::At,
    password::PilePassword,
};
use crate::file::Source;

/// Say whether a chain is good for a host, and why.
///
/// Path, signatures, validity, purpose and names are checked as a TLS peer checks them. Every step is told, also when the
/// answer is no. The exit code is 0 for yes and 1 for no. Revocation and certificate policies are not checked.
#[derive(Args, Debug)]
#[command(after_help = section(VERIFY))]
pub(crate) struct Verify {
    /// Files with the leaf and its intermediates, in any form and order; `-` is standard input.
    #[arg(value_name = "FILE", required = true, value_hint = ValueHint::FilePath)]
    pub(crate) files: Vec<Source>,

    /// Host name or IP address that the leaf has to name; a client's certificate may be verified without one.
    #[arg(long, value_name = "NAME")]
    pub(crate) host: Option<Reference>,

    /// Side of TLS that presents the chain.
    #[arg(long, value_name = "PURPOSE", default_value = Role::Server.as_str(), value_parser = roles())]
    pub(crate) purpose: Role,

    /// Roots that are trusted; without it those of this machine.
    #[arg(long, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) ca: Vec<Source>,

    #[command(flatten)]
    pub(crate) at: At,

    /// Let the common name stand in for a missing DNS name, as old programs do.
    #[arg(long)]
    pub(crate) legacy_common_name: bool,

    #[command(flatten)]
    pub(crate) password: PilePassword,
}

/// Examples of `verify`.
pub(crate) const VERIFY: &[Example] = &[
    Example {
        purpose: "Will other mail servers accept this chain?",
        command: "certctl verify chain.crt --host mail.example.com --ca root.crt",
    },
    Example {
        purpose: "Will it still be good as a client's certificate in 30 days?",
        command: "certctl verify chain.crt --purpose client --ca root.crt \\\n    --at \"$(date -u -d +30days +%Y-%m-%d)\"",
    },
];

fn roles() -> impl TypedValueParser<Value = Role> {
    PossibleValuesParser::new([
        PossibleValue::new(Role::Server.as_str()).help("the leaf is a server's: serverAuth"),
        PossibleValue::new(Role::Client.as_str()).help("the leaf is a client's: clientAuth"),
    ])
    .try_map(|name| name.parse::<Role>())
}
