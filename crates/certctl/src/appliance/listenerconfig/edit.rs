//! Changing a listener.

use certops::{bind::Place, edit, listener::SetListener};
use certstore::entry::Listener;

use super::{domains, host_access, interface, kind};
use crate::{
    appliance::{binding::use_profiles, port, profile_choice::ProfileChoice, workbench::Workbench},
    console::{Dialogue, Operation, Stop},
    terminal::Text,
};

/// What the menu offers.
#[derive(Clone, Copy)]
enum Action {
    Interface,
    Port,
    Type,
    Domains,
    Certificate,
    HostAccess,
}

const OPERATIONS: [Operation<Action>; 6] = [
    Operation::new("INTERFACE", "Change the interface.", Action::Interface),
    Operation::new("PORT", "Change the TCP port.", Action::Port),
    Operation::new("TYPE", "Change who connects to it.", Action::Type),
    Operation::new(
        "DOMAINS",
        "Change the domains it receives mail for.",
        Action::Domains,
    ),
    Operation::new("CERTIFICATE", "Choose the certificate.", Action::Certificate),
    Operation::new("HOSTACCESS", "Modify the Host Access Table.", Action::HostAccess),
];

/// Shows a listener and changes it until ENTER leaves the menu.
///
/// # Errors
///
/// [`Stop`]; what was changed before stays.
pub(super) fn edit(dialogue: &mut Dialogue<'_>, bench: &Workbench, name: &str) -> Result<(), Stop> {
    loop {
        let listener: Listener = bench.wait(edit::show(bench.store(), name))?;
        dialogue.show(&overview(name, &listener))?;
        let Some(action) = dialogue.operation(&OPERATIONS)? else {
            return Ok(());
        };
        let done = perform(dialogue, bench, action, name, &listener);
        dialogue.attempt(done)?;
    }
}

fn perform(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    action: Action,
    name: &str,
    listener: &Listener,
) -> Result<(), Stop> {
    let amendment = match action {
        Action::Certificate => return certificate(dialogue, bench, name, listener),
        Action::HostAccess => return host_access::menu(dialogue, bench, name),
        Action::Interface => SetListener {
            interface: Some(interface::ask(dialogue, bench, Some(&listener.interface))?),
            ..SetListener::default()
        },
        Action::Port => SetListener {
            port: Some(dialogue.text(
                "Please enter the TCP port for this listener.",
                &listener.port.to_string(),
                port::port,
            )?),
            ..SetListener::default()
        },
        Action::Type => SetListener {
            kind: Some(kind::ask(
                dialogue,
                "Please select the type of this listener.",
                listener.kind,
            )?),
            ..SetListener::default()
        },
        Action::Domains => SetListener {
            domains: Some(domains::ask(dialogue, &listener.domains)?),
            ..SetListener::default()
        },
    };
    bench.wait(edit::set(bench.store(), &bench.actor(), name, amendment))?;
    Ok(())
}

fn overview(name: &str, listener: &Listener) -> Text {
    let profiles = if listener.profiles.is_empty() {
        "none".to_owned()
    } else {
        listener.profiles.join(", ")
    };
    let mut text = Text::new();
    text.line(format!("Name: {name}"));
    text.line(format!("Type: {}", kind::words(listener.kind)));
    text.line(format!(
        "Interface: {} TCP Port {}",
        listener.interface, listener.port
    ));
    text.line(format!("Domains: {}", domains::listed(&listener.domains)));
    text.line(format!("Certificate: {profiles}"));
    text.line(format!("Sender groups: {}", listener.sender_groups.join(", ")));
    text
}

fn certificate(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    name: &str,
    listener: &Listener,
) -> Result<(), Stop> {
    let chosen = ProfileChoice::of(bench)?.several(dialogue, &listener.profiles)?;
    let place = Place::Inbound {
        listener: name.to_owned(),
    };
    use_profiles(dialogue, bench, &place, &listener.profiles, &chosen)
}
