//! The store as a whole: its check, its backup, and the change of its master key.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

mod backup;
mod check;
mod material;
mod place;
mod rekey;
mod staging;
