//! Committing the candidate: all checks, then one transaction.

mod acceptable;
mod check;
mod finding;
mod mail_hosts;
mod name_rule;
mod operation;
mod proposal;
mod scope;
#[cfg(test)]
mod tests;

pub use acceptable::{NotAcceptable, acceptable};
pub(crate) use check::unfit;
pub use check::{
    AddressInUse, BindingMissing, CertificateEnding, ChainIncomplete, ChainRefused, DanglingReference,
    DemoBound, KeyProblem, RequiredEntry, SenderGroupUnlisted, ServiceKeyUncommon, ServiceKeyUnusable,
    UsageUnfit, ValidityProblem, VersionWithoutKey,
};
pub use finding::{Finding, Level};
pub use mail_hosts::{MailHosts, UnusableMx};
pub use name_rule::{Agreement, DnsNoAnswer, MxNull, NameComparison, NameService, NamesDiffer};
pub(crate) use name_rule::{compare, differing};
pub use operation::{
    Commit, CommitConflict, CommitConflicts, CommitError, Committed, Outcome, Refusal, Strictness, commit,
};
