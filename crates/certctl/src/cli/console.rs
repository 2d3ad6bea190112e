//! `certctl console`

use clap::Args;

use super::{
    example::{Example, section},
    store::StoreArguments,
};

/// Work on a store in a shell with the commands of the appliance.
///
/// The prompt shows the machine's name, and a `*` while changes are pending. Commands are certconfig, sslconfig,
/// commit and others; `help` lists them. Menus take numbers, ranges and lists; ENTER keeps what stands in brackets, and
/// Ctrl-C leaves a dialogue without losing earlier changes.
///
/// From a pipe it reads the answers line by line and prints a transcript, without passphrases and pasted text. It ends
/// at the first command that fails and at the first line that is no answer to what is asked, with the exit code of that
/// failure; the line is not shown.
#[derive(Args, Debug)]
#[command(after_help = section(CONSOLE))]
pub(crate) struct Console {
    #[command(flatten)]
    pub(crate) store: StoreArguments,
}

/// Examples of `console`.
pub(crate) const CONSOLE: &[Example] = &[Example {
    purpose: "What can be done there? From a pipe, so that a script can do it",
    command: "echo help | certctl console --store sqlite:store.db",
}];
