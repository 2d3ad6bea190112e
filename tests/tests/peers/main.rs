//! certctl beside OpenSSL, GnuTLS, NSS, Java, CFSSL and NSD: what one writes the others read.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

mod backups_of_others;
mod backups_opened;
mod bad_input;
mod certificates;
mod chains;
mod demo;
mod foreign;
mod gateway;
mod interruption;
mod keys_of_others;
mod keys_opened;
mod names;
mod piles;
mod readme;
mod requests;
mod resolver;
mod secrets;
mod shell;
