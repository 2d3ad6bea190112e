//! `certctl machine`

use certcore::host::HostName;
use clap::{Args, Subcommand};

use super::{
    example::{Example, section},
    store::StoreArguments,
};

/// The name of this machine.
#[derive(Debug, Subcommand)]
pub(crate) enum Verb {
    Set(Set),
    Show(Show),
}

/// Change the name of this machine.
///
/// The name is for people: the console's prompt shows it. Which certificate can be verified depends on the host names of
/// the interfaces.
#[derive(Args, Debug)]
#[command(after_help = section(SET))]
pub(crate) struct Set {
    /// Host name.
    #[arg(value_name = "NAME")]
    pub(crate) host_name: HostName,

    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Show the name of this machine.
#[derive(Args, Debug)]
#[command(after_help = section(SHOW))]
pub(crate) struct Show {
    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Examples of `machine set`.
pub(crate) const SET: &[Example] = &[Example {
    purpose: "Name it after its place behind the MX record",
    command: "certctl machine set mx2.example.com",
}];

/// Examples of `machine show`.
pub(crate) const SHOW: &[Example] = &[Example {
    purpose: "Which machine is this?",
    command: "certctl machine show",
}];
