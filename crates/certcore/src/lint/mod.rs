//! What is odd, weak or about to cause trouble in certificates and requests: findings, never errors.

mod chain;
mod context;
mod encoded;
mod examined;
mod extensions;
mod fields;
mod finding;
mod group;
mod internal_name;
mod key;
mod layout;
mod modulus;
mod names;
mod public;
mod reserved_address;
mod rule;
mod run;
mod schedule;
mod signatures;
mod subject;
mod usage;
mod validity;

pub use context::Context;
pub use finding::Finding;
pub use rule::{Rule, Severity};
pub use run::{lint_authorities, lint_chain, lint_request, rules};

#[cfg(test)]
mod tests;
