//! A store under processes that die, compete, or find the disk full.
#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot be set up has failed"
)]

mod chance;
mod committer;
mod fault;
mod full_disk;
mod kill;
mod making;
mod mount;
mod read_only;
mod state;
mod writers;
