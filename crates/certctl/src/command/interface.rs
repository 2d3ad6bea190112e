//! `certctl interface`

use certops::interface::{self, AddInterface, SetHttps, SetInterface};
use certstore::entry::Interface;

use super::{entries, staged};
use crate::{
    cli::interface::{Add, Set, Verb},
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
            &["address", "host name", "https", "profiles"],
            row,
        ),
        Verb::Remove(arguments) => entries::remove::<Interface>(&arguments.name, &arguments.store, session),
    }
}

fn add(arguments: &Add, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let request = AddInterface {
        address: arguments.address,
        host_name: arguments.host_name.clone(),
        https_port: arguments.https_port,
    };
    let operation = interface::add(&opened.store, &opened.actor, &arguments.name, request);
    staged::tell(&opened, vec![opened.wait(operation)?])
}

fn set(arguments: &Set, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let off = arguments.no_https.then_some(SetHttps::Off);
    let request = SetInterface {
        address: arguments.address,
        host_name: arguments.host_name.clone(),
        https: arguments.https_port.map(SetHttps::Port).or(off),
    };
    let operation = interface::set(&opened.store, &opened.actor, &arguments.name, request);
    staged::tell(&opened, vec![opened.wait(operation)?])
}

fn row(interface: &Interface) -> Vec<Cell> {
    let https = interface.https.as_ref();
    vec![
        interface.address.to_string().into(),
        interface.host_name.to_string().into(),
        https
            .map_or_else(|| "off".to_owned(), |https| https.port.to_string())
            .into(),
        https.map_or_else(Cell::default, |https| https.profiles.clone().into()),
    ]
}
