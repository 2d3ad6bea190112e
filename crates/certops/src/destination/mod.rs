//! Destinations; they are added and listed as [`edit`](crate::edit) does it.

mod remove;
mod set;

pub use remove::{RemoveDestinationError, remove};
pub use set::{SetDestination, SetDestinationSettings};
