//! Adding, setting, listing and removing an entry of any kind; what is particular stands with its noun.

mod add;
mod amendment;
mod closest;
mod list;
mod missing;
mod noun;
mod policy;
mod remove;
mod set;
mod stage;

pub use add::add;
pub use amendment::Amendment;
pub use closest::closest;
pub(crate) use list::listed_in;
pub use list::{Listed, list, listed, show};
pub use missing::{EntryMissing, Existing};
pub use noun::Noun;
pub use policy::VerifyWithoutTls;
pub(crate) use policy::check as check_policy;
pub use remove::remove;
pub use set::set;
pub use stage::EditError;
pub(crate) use stage::{absent, changed, present, stage};
