//! What is odd, weak or about to cause trouble in certificates and requests: findings, never errors.

mod chain;
mod context;
mod examined;
mod extensions;
mod finding;
mod identifiers;
mod internal_name;
mod key;
mod names;
mod reserved_address;
mod rule;
mod run;
mod schedule;
mod serial;
mod signature;
mod usage;
mod validity;

pub use context::Context;
pub use finding::Finding;
pub use rule::{Rule, Severity};
pub use run::{lint_chain, lint_request, rules};

#[cfg(test)]
mod tests;
