//! The verbs of `certctl profile`.

mod create;
mod csr;
mod delete;
mod edit;
mod export;
mod import;
mod list;
mod rekey;
mod renew;
mod replace;
mod restore;
mod show;
mod staged;
mod upload;
mod verb;
mod versions;

pub(super) use verb::run;
