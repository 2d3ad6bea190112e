//! `tlsverify`

use certcore::error_names;
use thiserror::Error;

use super::workbench::Workbench;
use crate::console::{Arguments, Command, Dialogue, Flow, Stop};

/// Says that it needs the gateway.
pub(super) struct Tlsverify;

impl Command<Workbench> for Tlsverify {
    fn name(&self) -> &'static str {
        "tlsverify"
    }

    fn help(&self) -> &'static str {
        "Try a TLS connection to a destination (comes with the gateway)"
    }

    fn arguments(&self) -> Arguments {
        Arguments::Some
    }

    fn run(&self, _: &[&str], _: &mut Dialogue<'_>, _: &mut Workbench) -> Result<Flow, Stop> {
        Err(NeedsGateway.into())
    }
}

/// A command needs the gateway.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error(
    "tlsverify comes with the gateway, whose TLS settings it tries; to check a chain for a host now, leave the console and use certctl verify"
)]
pub(crate) struct NeedsGateway;

error_names!(NeedsGateway {
    _ => "gateway-needed", "A command of the console needs the gateway, which is not part of this program yet.";
});
