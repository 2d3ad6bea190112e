//! The audit log: who did what, when and from where, in a chain in which every record seals those before it.

mod chain;
mod hash;
mod origin;
mod record;

pub use chain::{BrokenAt, Fault, Head, Link, verify};
pub use hash::ChainHash;
pub use origin::{Origin, UnknownOrigin};
pub use record::Record;
