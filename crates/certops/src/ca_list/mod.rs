//! Lists of trusted authorities: `custom` is what was imported, `system` is what the operating system trusts.

mod add;
mod check;
mod import;
mod list;
mod order;
mod remove;
mod switch;

pub use add::{AddedAuthorities, CaListError, Duplicate, add};
pub use check::{CaProblem, MOST};
pub use import::import;
pub use list::{CaListRow, list};
pub use remove::{FingerprintPrefix, FingerprintPrefixError, RemoveCaError, remove};
pub use switch::SetCaList;

/// The list that certificates are imported into.
pub const CUSTOM: &str = "custom";
/// The list of the operating system, which holds no certificates of its own.
pub const SYSTEM: &str = "system";
