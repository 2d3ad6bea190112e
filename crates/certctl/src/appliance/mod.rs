//! The commands of the console, named as on the appliance, one file for each.

mod alertconfig;
mod binding;
mod destconfig;
mod entry_list;
mod entry_name;
mod exit;
mod findings;
mod interfaceconfig;
mod ldapconfig;
mod listenerconfig;
mod number;
mod profile_choice;
mod sethostname;
#[cfg(test)]
mod specimen;
mod sslconfig;
mod switch;
#[cfg(test)]
mod tests;
mod tls_support;
mod websecurityconfig;
mod workbench;

pub(crate) use number::NumberError;
pub(crate) use workbench::Workbench;

use crate::console::Commands;

/// The table of commands.
pub(crate) fn commands() -> Commands<Workbench> {
    Commands::new(vec![
        Box::new(alertconfig::Alertconfig),
        Box::new(destconfig::Destconfig),
        Box::new(exit::Exit),
        Box::new(interfaceconfig::Interfaceconfig),
        Box::new(ldapconfig::Ldapconfig),
        Box::new(listenerconfig::Listenerconfig),
        Box::new(sethostname::Sethostname),
        Box::new(sslconfig::Sslconfig),
        Box::new(websecurityconfig::Websecurityconfig),
    ])
}
