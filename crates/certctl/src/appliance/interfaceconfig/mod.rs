//! `interfaceconfig`: named addresses and their HTTPS administration.

mod command;
mod interface;

pub(super) use command::Interfaceconfig;
