//! `certctl destination`

use certops::{
    destination::{self, SetDestination, SetDestinationSettings},
    edit::Noun as _,
};
use certstore::entry::{Destination, DestinationSettings};

use super::{entries, staged};
use crate::{cli::destination::Verb, failure::Failure, report::Report, session::Session, stored};

/// Runs one verb.
pub(super) fn run(verb: &Verb, session: &mut Session) -> Result<Report, Failure> {
    match verb {
        Verb::Add(arguments) => {
            let entry = Destination { tls: arguments.tls };
            entries::add(
                &arguments.destination.to_string(),
                entry,
                &arguments.store,
                session,
            )
        }
        Verb::Set(arguments) => {
            let request = SetDestination { tls: arguments.tls };
            entries::set(
                &arguments.destination.to_string(),
                request,
                &arguments.store,
                session,
            )
        }
        Verb::SetAlert(arguments) => {
            let request = SetDestinationSettings {
                alert_on_required_failure: arguments.alert,
            };
            let name = DestinationSettings::KIND.as_str();
            entries::set(name, request, &arguments.store, session)
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
            staged::tell(&opened, vec![opened.wait(operation)?])
        }
    }
}
