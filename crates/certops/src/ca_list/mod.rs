//! Lists of trusted authorities: `custom` is what was imported, `system` is what the operating system trusts.

mod add;
mod check;
mod import;
mod list;
mod names;
mod order;
mod remove;
mod switch;

pub use add::{AddedAuthorities, CaListError, Duplicate, add};
pub use check::{CaProblem, MOST};
pub use import::import;
pub use list::{CaListRow, list};
pub use names::{CUSTOM, SYSTEM};
pub use remove::{FingerprintPrefix, FingerprintPrefixError, RemoveCaError, remove};
pub use switch::SetCaList;
