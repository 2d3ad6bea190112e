//! The store in one `SQLite` file.

mod alert;
mod audit_log;
mod backend;
mod candidate;
mod cause;
mod certificate;
mod copy;
mod entry;
mod error;
mod finish;
mod identity;
mod inspection;
mod migration;
#[cfg(test)]
mod plan;
mod pool;
mod private_key;
mod reference;
mod request;
mod revision;
mod row;
mod schema;
mod seal_header;
mod transaction;

pub use backend::SqliteBackend;
