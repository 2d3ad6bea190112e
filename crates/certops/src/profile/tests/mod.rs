//! The life of a profile, as an administrator walks through it.

mod answer;
mod list;
mod renewal;
mod request;
mod story;
mod transfer;
