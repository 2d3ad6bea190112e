//! Whether a chain is good for a peer, a purpose and a time, and why (RFC 5280 §6, RFC 9525).

mod diagnose;
mod engine;
mod explain;
mod question;
mod reason;
mod refusal;
mod search;
mod step;
mod verdict;

pub(crate) use diagnose::{diagnose, path_length};
pub use engine::VerifyError;
pub use question::{AnchorRule, Question, Role, UnknownRole};
pub use refusal::{NearMiss, Refusal};
pub(crate) use search::{first_valid, run_path};
pub use step::{Check, Outcome, Step};
pub use verdict::{Verdict, VerifiedChain, verify};

#[cfg(test)]
mod tests;
