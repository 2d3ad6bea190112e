//! Certificate profiles: one file per operation.

mod answer;
mod asked;
mod complement;
pub mod create;
pub mod csr;
pub mod delete;
mod earlier;
pub mod edit;
pub mod export;
pub mod fqdn;
pub mod import;
pub mod list;
mod lookup;
mod names;
mod pending;
pub mod rekey;
pub mod renew;
pub mod restore;
pub mod show;
pub mod state;
#[cfg(test)]
mod tests;
mod trust;
pub mod upload;
pub mod versions;

pub use asked::{AskError, Asked, RequestFinding};
pub use earlier::{EarlierHolder, Held};
pub use lookup::{LookupError, ProfileExists};
pub use pending::{NoPendingRequest, Pending, RequestNotCommitted, RequestPending};
