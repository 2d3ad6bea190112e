//! `certctl names`

use certcore::host::HostName;
use certnet::dns::{DomainName, ServerAddress};
use clap::{ArgGroup, Args, Subcommand, ValueHint};

use super::{
    example::{Example, section},
    password::PilePassword,
};
use crate::file::Source;

/// Compare names: certificate, MX records, interface.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Check(Check),
}

/// Say whether other mail servers can verify a gateway by its name.
///
/// Three have to carry the same name: the certificate or request, an MX record of the domain, and the interface that
/// receives its mail. Each pair has its row. The host name of the operating system plays no part. The exit code is 0 for
/// yes and 1 for no.
#[derive(Args, Debug)]
#[command(after_help = section(CHECK), group = ArgGroup::new("mx_source").required(true).args(["mx", "domain"]))]
pub(crate) struct Check {
    /// File with the certificate or the request, in any form; `-` is standard input.
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(crate) file: Source,

    /// Host name of the interface that receives mail, as the gateway presents it.
    #[arg(long, value_name = "HOST", value_hint = ValueHint::Hostname)]
    pub(crate) interface: HostName,

    /// Hosts in the MX records of the domain. May be given several times.
    #[arg(long, value_name = "HOST", num_args = 1.., value_hint = ValueHint::Hostname)]
    pub(crate) mx: Vec<HostName>,

    /// Domain whose MX records are looked up.
    #[arg(long, value_name = "DOMAIN", value_hint = ValueHint::Hostname)]
    pub(crate) domain: Option<DomainName>,

    /// DNS server to ask instead of those of this machine: an IP address, with a port if it is not 53.
    #[arg(long, value_name = "ADDR:PORT", requires = "domain", conflicts_with = "mx")]
    pub(crate) dns: Option<ServerAddress>,

    /// Let the common name stand in for a missing DNS name, as old programs do.
    #[arg(long)]
    pub(crate) legacy_common_name: bool,

    #[command(flatten)]
    pub(crate) password: PilePassword,
}

/// Examples of `names check`.
pub(crate) const CHECK: &[Example] = &[Example {
    purpose: "Before the request goes to the CA, with the MX host given",
    command: "certctl names check mail.csr --interface mail.example.com --mx mail.example.com",
}];
