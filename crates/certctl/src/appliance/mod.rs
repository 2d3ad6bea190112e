//! The commands of the console, named as on the appliance, one file for each.

mod address;
mod alertconfig;
mod binding;
mod certconfig;
mod clearchanges;
mod commit;
mod commitdetail;
mod days;
mod destconfig;
mod entry_list;
mod entry_name;
mod exit;
mod file;
mod findings;
mod history;
mod interfaceconfig;
mod ldapconfig;
mod listenerconfig;
mod loadconfig;
mod moment;
mod port;
mod profile_choice;
mod required;
mod revision;
mod rollbackconfig;
mod saveconfig;
mod sethostname;
mod showchanges;
#[cfg(test)]
mod specimen;
mod sslconfig;
mod status;
mod switch;
#[cfg(test)]
mod tests;
mod tls_support;
mod tlsverify;
mod websecurityconfig;
mod workbench;

pub(crate) use address::AddressInvalid;
pub(crate) use days::DaysInvalid;
pub(crate) use port::PortInvalid;
pub(crate) use required::AnswerMissing;
pub(crate) use revision::RevisionInvalid;
pub(crate) use tlsverify::NeedsGateway;
pub(crate) use workbench::Workbench;

use crate::console::Commands;

/// The table of commands.
pub(crate) fn commands() -> Commands<Workbench> {
    Commands::new(vec![
        Box::new(alertconfig::Alertconfig),
        Box::new(certconfig::Certconfig),
        Box::new(clearchanges::Clearchanges),
        Box::new(commit::Commit),
        Box::new(commitdetail::Commitdetail),
        Box::new(destconfig::Destconfig),
        Box::new(exit::Exit),
        Box::new(history::History),
        Box::new(interfaceconfig::Interfaceconfig),
        Box::new(ldapconfig::Ldapconfig),
        Box::new(listenerconfig::Listenerconfig),
        Box::new(loadconfig::Loadconfig),
        Box::new(rollbackconfig::Rollbackconfig),
        Box::new(saveconfig::Saveconfig),
        Box::new(sethostname::Sethostname),
        Box::new(showchanges::Showchanges),
        Box::new(sslconfig::Sslconfig),
        Box::new(status::Status),
        Box::new(tlsverify::Tlsverify),
        Box::new(websecurityconfig::Websecurityconfig),
    ])
}
