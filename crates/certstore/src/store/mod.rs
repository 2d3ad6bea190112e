//! An opened store: transactions that show the candidate over what is in force, and open sealed keys.

mod actor;
mod backup;
mod check;
mod error;
mod handle;
mod reading;
mod rekey;
mod url;
mod writing;

pub use actor::Actor;
pub use check::{CheckFault, CheckFinding, CheckReport};
pub use error::StoreError;
pub use handle::{NewStore, Store};
pub use reading::{Effective, Reading};
pub use rekey::{Rekeyed, StoreRekeyError};
pub use url::StoreUrl;
pub use writing::{KeptKey, Writing};
