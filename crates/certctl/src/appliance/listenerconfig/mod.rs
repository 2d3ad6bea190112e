//! `listenerconfig`: SMTP ports, their certificates and their host access tables.

mod command;
mod domains;
mod edit;
mod host_access;
mod interface;
mod kind;
mod new;

pub(super) use command::Listenerconfig;
