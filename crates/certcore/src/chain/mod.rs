//! Chain repair: from a pile of certificates to what a server has to send (RFC 8446 §4.4.2).
//!
//! Only issuance puts certificates in order: the issuer's name, the key identifiers where both are present, and the
//! signature, all three. The order in which certificates come in never changes what comes out.

mod choice;
mod end;
mod leaf;
mod question;
mod repair;

pub use crate::path::BudgetSpent;
pub use end::{ChainEnd, Missing};
pub use leaf::{Candidate, Leaf, LeafError};
pub use question::{Anchors, Cross, Question, Root};
pub use repair::{Reason, Removed, Repair, RepairError, Served, repair};
