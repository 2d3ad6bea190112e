//! The commands of the console, named as on the appliance, one file for each.

mod certconfig;
mod clearchanges;
mod commit;
mod commitdetail;
mod exit;
mod file;
mod findings;
mod history;
mod loadconfig;
mod moment;
mod required;
mod rollbackconfig;
mod saveconfig;
mod showchanges;
mod status;
mod tlsverify;
mod workbench;

pub(crate) use certconfig::NotDays;
pub(crate) use required::AnswerMissing;
pub(crate) use tlsverify::NeedsGateway;
pub(crate) use workbench::Workbench;

use crate::console::Commands;

/// The table of commands.
pub(crate) fn commands() -> Commands<Workbench> {
    Commands::new(vec![
        Box::new(certconfig::Certconfig),
        Box::new(clearchanges::Clearchanges),
        Box::new(commit::Commit),
        Box::new(commitdetail::Commitdetail),
        Box::new(exit::Exit),
        Box::new(history::History),
        Box::new(loadconfig::Loadconfig),
        Box::new(rollbackconfig::Rollbackconfig),
        Box::new(saveconfig::Saveconfig),
        Box::new(showchanges::Showchanges),
        Box::new(status::Status),
        Box::new(tlsverify::Tlsverify),
    ])
}
