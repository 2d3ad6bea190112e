//! `ldapconfig`: LDAP servers and the certificate that is shown to them.

mod command;
mod server;
mod setup;

pub(super) use command::Ldapconfig;
