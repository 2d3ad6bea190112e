//! The program as people and scripts meet it: every test runs it in a folder of its own.

#![expect(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a stage that cannot be set up ends its test"
)]

mod authority;
mod bad_input;
mod bind;
mod ca;
mod candidate;
mod cases;
mod cert;
mod chain;
mod columns;
mod committed;
mod completion;
mod config;
mod console;
mod csr;
mod demo;
mod entries;
mod examples;
mod expiry;
mod help;
mod inspect;
mod json;
mod key;
mod lint;
mod maintenance;
mod man;
mod name_server;
mod names;
mod p12;
mod profile;
mod redacted;
mod revision;
mod secrets;
mod sslconfig;
mod stage;
mod staged;
mod streams;
mod verify;
mod words;
