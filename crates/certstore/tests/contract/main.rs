//! What every backend of the store promises, written against the traits: a new backend adds a file like `sqlite.rs`.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot be set up has failed"
)]

mod alerts;
mod audit;
mod candidate;
mod entries;
mod inspection;
mod material;
mod model;
mod place;
mod profiles;
mod references;
mod revisions;
mod specimen;
mod transactions;

mod sqlite;
