//! The answer to a question, given in advance.

use clap::Args;

/// The answer to a question, given in advance.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct Yes {
    /// Do it without asking; otherwise it is asked on a terminal, and refused elsewhere.
    #[arg(long)]
    yes: bool,
}

impl Yes {
    /// Whether the answer was given.
    pub(crate) const fn is_given(self) -> bool {
        self.yes
    }
}
