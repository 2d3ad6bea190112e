//! Cross-certificates: served, or left out.

use certcore::chain::Cross;
use clap::Args;

/// Whether cross-certificates are served.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct CrossCertificates {
    /// Leave out cross-certificates. Without this option, those that the CA sent stay at the end of the chain: peers that
    /// know only the CA's older root need them, and others ignore them.
    #[arg(long, help_heading = "Output")]
    drop_cross: bool,
}

impl CrossCertificates {
    /// What was asked for.
    pub(crate) const fn given(self) -> Cross {
        if self.drop_cross { Cross::Drop } else { Cross::Keep }
    }
}
