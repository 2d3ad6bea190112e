//! `certctl bindings`

use clap::Args;

use super::{
    example::{Example, section},
    store::StoreArguments,
};

/// Show which service uses which profile.
#[derive(Args, Debug)]
#[command(after_help = section(BINDINGS))]
pub(crate) struct Bindings {
    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Examples of `bindings`.
pub(crate) const BINDINGS: &[Example] = &[Example {
    purpose: "All services, with what is staged",
    command: "certctl bindings",
}];
