//! The commands of the console, named as on the appliance, one file for each.

mod certconfig;
mod exit;
mod file;
mod findings;
mod required;
mod workbench;

pub(crate) use workbench::Workbench;

use crate::console::Commands;

/// The table of commands.
pub(crate) fn commands() -> Commands<Workbench> {
    Commands::new(vec![Box::new(certconfig::Certconfig), Box::new(exit::Exit)])
}
