//! `certctl ldap`

use certops::ldap::{NewLdapServer, SetLdap};
use certstore::entry::LdapServer;

use super::entries;
use crate::{cli::ldap::Verb, failure::Failure, report::Report, session::Session};

/// Runs one verb.
pub(super) fn run(verb: &Verb, session: &mut Session) -> Result<Report, Failure> {
    match verb {
        Verb::Add(arguments) => {
            let new = NewLdapServer {
                host: arguments.host.clone(),
                port: arguments.port,
                encryption: arguments.encryption,
                base: arguments.base.clone(),
            };
            let server = LdapServer::from(new);
            entries::add(&arguments.name, server, &arguments.store, session)
        }
        Verb::Set(arguments) => {
            let request = SetLdap {
                host: arguments.host.clone(),
                port: arguments.port,
                encryption: arguments.encryption,
                base: arguments.base.clone(),
            };
            entries::set(&arguments.name, request, &arguments.store, session)
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
