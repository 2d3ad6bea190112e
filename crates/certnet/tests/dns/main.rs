//! The resolver against servers of our own that answer well, badly and not at all.

#![expect(
    clippy::expect_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test server that cannot do its work ends its test"
)]

mod fake_server;
mod hostile;
mod outcomes;
mod servers;
mod texts;
