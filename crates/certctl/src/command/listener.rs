//! `certctl listener`

use certops::listener::{self, AddListener, SetListener};
use certstore::entry::Listener;

use super::{entries, staged};
use crate::{
    cli::listener::{Add, Remove, Set, Verb},
    failure::Failure,
    report::Report,
    session::Session,
    stored,
    terminal::Cell,
};

/// Runs one verb.
pub(super) fn run(verb: &Verb, session: &mut Session) -> Result<Report, Failure> {
    match verb {
        Verb::Add(arguments) => add(arguments, session),
        Verb::Set(arguments) => set(arguments, session),
        Verb::List(arguments) => entries::list(
            &arguments.store,
            session,
            &[
                "interface",
                "port",
                "kind",
                "profiles",
                "sender groups",
                "domains",
            ],
            row,
        ),
        Verb::Remove(arguments) => remove(arguments, session),
    }
}

fn add(arguments: &Add, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let request = AddListener {
        interface: arguments.interface.clone(),
        port: arguments.port,
        kind: arguments.kind,
        domains: arguments.domains.clone(),
        policy: Some(arguments.policy.clone()),
    };
    let operation = listener::add(&opened.store, &opened.actor, &arguments.name, request);
    staged::tell(&opened, opened.wait(operation)?)
}

fn set(arguments: &Set, session: &mut Session) -> Result<Report, Failure> {
    let named = arguments.no_domain || !arguments.domains.is_empty();
    let request = SetListener {
        interface: arguments.interface.clone(),
        port: arguments.port,
        kind: arguments.kind,
        domains: named.then(|| arguments.domains.clone()),
    };
    entries::set(&arguments.name, request, &arguments.store, session)
}

fn remove(arguments: &Remove, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let operation = listener::remove(&opened.store, &opened.actor, &arguments.name);
    staged::tell(&opened, opened.wait(operation)?)
}

fn row(listener: &Listener) -> Vec<Cell> {
    let domains: Vec<String> = listener.domains.iter().map(ToString::to_string).collect();
    vec![
        listener.interface.clone().into(),
        listener.port.to_string().into(),
        listener.kind.as_str().into(),
        listener.profiles.clone().into(),
        listener.sender_groups.clone().into(),
        domains.into(),
    ]
}
