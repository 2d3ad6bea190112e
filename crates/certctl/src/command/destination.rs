//! `certctl destination`

use certops::{
    destination::{self, SetDestination, SetDestinationSettings},
    edit::{self, Noun as _},
};
use certstore::entry::{Destination, DestinationSettings};

use super::entries;
use crate::{cli::destination::Verb, failure::Failure, report::Report, session::Session, stored};

/// Runs one verb.
pub(super) fn run(verb: &Verb, session: &mut Session) -> Result<Report, Failure> {
    match verb {
        Verb::Add(arguments) => {
            let opened = stored::open(&arguments.store, session)?;
            let name = arguments.destination.to_string();
            let entry = Destination { tls: arguments.tls };
            let operation = edit::add(&opened.store, &opened.actor, &name, entry);
            entries::staged(&opened, vec![opened.wait(operation)?])
        }
        Verb::Set(arguments) => {
            let opened = stored::open(&arguments.store, session)?;
            let name = arguments.destination.to_string();
            let request = SetDestination { tls: arguments.tls };
            let operation = edit::set(&opened.store, &opened.actor, &name, request);
            entries::staged(&opened, vec![opened.wait(operation)?])
        }
        Verb::SetAlert(arguments) => {
            let opened = stored::open(&arguments.store, session)?;
            let request = SetDestinationSettings {
                alert_on_required_failure: arguments.alert,
            };
            let name = DestinationSettings::KIND.as_str();
            let operation = edit::set(&opened.store, &opened.actor, name, request);
            entries::staged(&opened, vec![opened.wait(operation)?])
        }
        Verb::List(arguments) => entries::list(
            &arguments.store,
            session,
            &["tls"],
            |destination: &Destination| vec![destination.tls.as_str().to_owned()],
        ),
        Verb::Remove(arguments) => {
            let opened = stored::open(&arguments.store, session)?;
            let operation = destination::remove(&opened.store, &opened.actor, &arguments.destination);
            entries::staged(&opened, vec![opened.wait(operation)?])
        }
    }
}
