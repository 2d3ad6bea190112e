//! Each check of a commit, on a store.

mod acceptance;
mod candidate;
mod certificate;
mod configuration;
mod names;
mod story;
mod tls;
