//! `sslconfig`: TLS versions and ciphers of the services.

mod cipher_list;
mod command;
mod overview;
mod peer_checks;
mod preset;
mod service;
mod words;

pub(super) use command::Sslconfig;
