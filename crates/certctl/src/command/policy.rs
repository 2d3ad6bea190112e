//! `certctl policy`

use certops::{edit, policy::SetPolicy};
use certstore::entry::MailFlowPolicy;

use super::entries;
use crate::{cli::policy::Verb, failure::Failure, report::Report, session::Session, stored};

/// Runs one verb.
pub(super) fn run(verb: &Verb, session: &mut Session) -> Result<Report, Failure> {
    match verb {
        Verb::Add(arguments) => {
            let opened = stored::open(&arguments.store, session)?;
            let policy = MailFlowPolicy {
                tls: arguments.tls,
                verify_client: arguments.verify_client,
            };
            let operation = edit::add(&opened.store, &opened.actor, &arguments.name, policy);
            entries::staged(&opened, vec![opened.wait(operation)?])
        }
        Verb::Set(arguments) => {
            let opened = stored::open(&arguments.store, session)?;
            let request = SetPolicy {
                tls: arguments.tls,
                verify_client: arguments.verify_client,
            };
            let operation = edit::set(&opened.store, &opened.actor, &arguments.name, request);
            entries::staged(&opened, vec![opened.wait(operation)?])
        }
        Verb::List(arguments) => entries::list(
            &arguments.store,
            session,
            &["tls", "verify client"],
            |policy: &MailFlowPolicy| {
                vec![
                    policy.tls.as_str().to_owned(),
                    policy.verify_client.as_str().to_owned(),
                ]
            },
        ),
        Verb::Remove(arguments) => {
            entries::remove::<MailFlowPolicy>(&arguments.name, &arguments.store, session)
        }
    }
}
