//! `certctl policy`

use certops::policy::SetPolicy;
use certstore::entry::MailFlowPolicy;

use super::entries;
use crate::{cli::policy::Verb, failure::Failure, report::Report, session::Session};

/// Runs one verb.
pub(super) fn run(verb: &Verb, session: &mut Session) -> Result<Report, Failure> {
    match verb {
        Verb::Add(arguments) => {
            let policy = MailFlowPolicy {
                tls: arguments.tls,
                verify_client: arguments.verify_client,
            };
            entries::add(&arguments.name, policy, &arguments.store, session)
        }
        Verb::Set(arguments) => {
            let request = SetPolicy {
                tls: arguments.tls,
                verify_client: arguments.verify_client,
            };
            entries::set(&arguments.name, request, &arguments.store, session)
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
