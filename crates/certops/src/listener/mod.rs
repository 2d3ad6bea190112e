//! Listeners; they are listed as [`edit`](crate::edit) does it.

mod add;
mod remove;
mod set;

pub use add::{AddListener, add};
pub use remove::remove;
pub use set::SetListener;
