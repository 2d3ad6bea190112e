//! Sender groups: the ordered host access table of a listener.

mod add;
mod list;
mod order;
mod remove;
mod reorder;
mod set;

pub use add::{AddSenderGroup, add};
pub use list::{SenderGroupRow, list};
pub use remove::{RefusesEverybody, RemovedSenderGroup, remove};
pub use reorder::reorder;
pub use set::{Place, SetSenderGroup, set};
