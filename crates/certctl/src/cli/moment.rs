//! The time that a question is about.

use chrono::{DateTime, Utc};
use clap::Args;

use crate::clock::Moment;

/// The time that a question is about.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct At {
    /// Judge validity at this time instead of now: 2026-03-15T12:00:00Z or 2026-03-15.
    #[arg(long, value_name = "TIME")]
    at: Option<Moment>,
}

impl At {
    /// The time that was given, or now.
    pub(crate) fn time(self) -> DateTime<Utc> {
        Moment::or_now(self.at)
    }
}
