//! The store in one `SQLite` file.

mod alert;
mod audit_log;
mod backend;
mod candidate;
mod certificate;
mod copy;
mod entry;
mod error;
mod identity;
mod inspection;
mod migration;
mod migrator;
mod pool;
mod private_key;
mod reference;
mod request;
mod revision;
mod row;
mod schema;
mod seal_header;
mod transaction;
mod unpublished;

pub use backend::SqliteBackend;
