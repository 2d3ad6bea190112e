//! Interfaces; they are listed and removed as [`edit`](crate::edit) does it.

mod add;
mod set;

pub use add::{AddInterface, add};
pub use set::{SetHttps, SetInterface, set};
