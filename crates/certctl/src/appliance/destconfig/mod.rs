//! `destconfig`: TLS towards other mail servers.

mod command;
mod domain;
mod list;
mod setup;
mod tls;

pub(super) use command::Destconfig;
