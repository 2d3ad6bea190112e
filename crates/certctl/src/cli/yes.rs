//! The answer to a question, given in advance.

use clap::Args;

/// The answer to a question, given in advance.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Yes {
    /// Answer the question whether something is replaced with yes.
    #[arg(long)]
    yes: bool,
}

impl Yes {
    /// Whether the answer was given.
    pub(crate) const fn is_given(self) -> bool {
        self.yes
    }
}
