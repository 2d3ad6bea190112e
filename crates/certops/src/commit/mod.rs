//! Committing the candidate: all checks, then one transaction.

mod check;
mod finding;
mod name_rule;
mod operation;
mod proposal;
mod scope;
#[cfg(test)]
mod tests;

pub use check::{
    AddressInUse, BindingMissing, ChainIncomplete, DanglingReference, DemoBound, KeyProblem, RequiredEntry,
    UsageUnfit, ValidityProblem,
};
pub use finding::{Finding, Level};
pub use name_rule::{MailHosts, NameComparison, NameService, NamesDiffer, NoAnswer};
pub use operation::{Commit, CommitConflict, CommitError, Committed, Outcome, Refusal, Strictness, commit};
