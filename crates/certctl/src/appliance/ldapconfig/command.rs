//! The menu of `ldapconfig`.

use certops::edit::{self, Listed};
use certstore::entry::LdapServer;

use super::{server, setup::setup};
use crate::{
    appliance::{entry_list, workbench::Workbench},
    console::{Command, Dialogue, Flow, Left, Operation, Stop},
};

/// Shows and changes the LDAP servers.
pub(in crate::appliance) struct Ldapconfig;

/// What the menu offers.
#[derive(Clone, Copy)]
enum Action {
    New,
    Edit,
    Delete,
    Setup,
}

const OPERATIONS: [Operation<Action>; 4] = [
    Operation::new("NEW", "Create a new server configuration.", Action::New),
    Operation::new("EDIT", "Modify a server configuration.", Action::Edit),
    Operation::new("DELETE", "Remove a server configuration.", Action::Delete),
    Operation::new("SETUP", "Configure LDAP options.", Action::Setup),
];

impl Command<Workbench> for Ldapconfig {
    fn name(&self) -> &'static str {
        "ldapconfig"
    }

    fn help(&self) -> &'static str {
        "Configure LDAP servers and their client certificate"
    }

    fn run(&self, _: &[&str], dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<Flow, Stop> {
        loop {
            let servers = bench.wait(edit::list::<LdapServer>(bench.store()))?;
            overview(dialogue, &servers)?;
            // What changes or removes a server is offered when there is one.
            let operations: Vec<Operation<Action>> = OPERATIONS
                .into_iter()
                .filter(|operation| {
                    !servers.is_empty() || !matches!(operation.action, Action::Edit | Action::Delete)
                })
                .collect();
            let done = match dialogue.operation(&operations)? {
                None => return Ok(Flow::Prompt),
                Some(Action::New) => server::new(dialogue, bench),
                Some(Action::Edit) => change(dialogue, bench, &servers),
                Some(Action::Delete) => delete(dialogue, bench, &servers),
                Some(Action::Setup) => setup(dialogue, bench),
            };
            dialogue.attempt(done)?;
        }
    }
}

fn change(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    servers: &[Listed<LdapServer>],
) -> Result<(), Stop> {
    let question = "Enter the name or number of the server configuration you wish to edit.";
    let chosen = entry_list::choose(dialogue, question, servers)?;
    server::edit(dialogue, bench, chosen)
}

fn delete(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    servers: &[Listed<LdapServer>],
) -> Result<(), Stop> {
    let question = "Enter the name or number of the server configuration you wish to remove.";
    let chosen = entry_list::choose(dialogue, question, servers)?;
    bench.wait(edit::remove::<LdapServer>(
        bench.store(),
        &bench.actor(),
        &chosen.name,
    ))?;
    Ok(())
}

fn overview(dialogue: &mut Dialogue<'_>, servers: &[Listed<LdapServer>]) -> Result<(), Left> {
    if servers.is_empty() {
        return dialogue.say("No LDAP server configurations.");
    }
    dialogue.say("Current LDAP server configurations:")?;
    for (number, server) in (1..).zip(servers) {
        let LdapServer {
            host,
            port,
            encryption,
            base,
        } = &server.entry;
        let base = if base.is_empty() { "no base" } else { base };
        dialogue.say(format!(
            "{number}. {}: ({host}:{port}) {}, {base}",
            server.name,
            server::words(*encryption)
        ))?;
    }
    Ok(())
}
