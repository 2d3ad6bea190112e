//! Paths from a certificate up to the roots: who issued whom, and in which order paths are tried (RFC 4158).
//!
//! Both `chain` and `verify` take their paths from here, so that what one puts together the other accepts.

mod fault;
mod graph;
mod search;

pub(crate) use fault::{Conditions, Fault};
pub use graph::BudgetSpent;
pub(crate) use graph::{Graph, can_sign};
pub(crate) use search::{EndRule, Ends, Path, PathEnd, Search};
