//! Staged, versioned configuration of a mail gateway, with sealed private keys.
//!
//! A [`Store`](store::Store) holds [entries](entry) as rows with a range of revisions, one candidate of staged changes
//! over them, sealed keys, and an audit log. What may be committed is decided above this crate.

pub mod audit;
pub mod entry;
pub mod file;
mod hexadecimal;
pub mod repository;
pub mod seal;
pub mod sqlite;
pub mod store;
