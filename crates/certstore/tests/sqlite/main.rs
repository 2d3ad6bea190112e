//! What holds for `SQLite` alone: its file, its schema and its migrations.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

mod audit;
mod file;
mod full;
mod migrations;
mod place;
mod schema;
