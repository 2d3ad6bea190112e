//! `certctl completion`

use clap::Args;
use clap_complete::Shell;

use super::example::{Example, section};

/// Print the completions of a shell.
#[derive(Args, Debug)]
#[command(after_help = section(COMPLETION))]
pub(crate) struct Completion {
    /// Shell that will read them.
    #[arg(value_name = "SHELL")]
    pub(crate) shell: Shell,
}

/// Examples of `completion`.
pub(crate) const COMPLETION: &[Example] = &[Example {
    purpose: "Completions for bash; put the file into /etc/bash_completion.d",
    command: "certctl completion bash > certctl.bash",
}];
