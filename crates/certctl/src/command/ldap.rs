//! `certctl ldap`

use certops::{
    edit,
    ldap::{NewLdapServer, SetLdap},
};
use certstore::entry::LdapServer;

use super::entries;
use crate::{cli::ldap::Verb, failure::Failure, report::Report, session::Session, stored};

/// Runs one verb.
pub(super) fn run(verb: &Verb, session: &mut Session) -> Result<Report, Failure> {
    match verb {
        Verb::Add(arguments) => {
            let opened = stored::open(&arguments.store, session)?;
            let new = NewLdapServer {
                host: arguments.host.clone(),
                port: arguments.port,
                encryption: arguments.encryption,
                base: arguments.base.clone(),
            };
            let operation = edit::add(
                &opened.store,
                &opened.actor,
                &arguments.name,
                LdapServer::from(new),
            );
            entries::staged(&opened, vec![opened.wait(operation)?])
        }
        Verb::Set(arguments) => {
            let opened = stored::open(&arguments.store, session)?;
            let request = SetLdap {
                host: arguments.host.clone(),
                port: arguments.port,
                encryption: arguments.encryption,
                base: arguments.base.clone(),
            };
            let operation = edit::set(&opened.store, &opened.actor, &arguments.name, request);
            entries::staged(&opened, vec![opened.wait(operation)?])
        }
        Verb::List(arguments) => entries::list(
            &arguments.store,
            session,
            &["host", "port", "encryption", "base"],
            |server: &LdapServer| {
                vec![
                    server.host.to_string(),
                    server.port.to_string(),
                    server.encryption.as_str().to_owned(),
                    server.base.clone(),
                ]
            },
        ),
        Verb::Remove(arguments) => entries::remove::<LdapServer>(&arguments.name, &arguments.store, session),
    }
}
