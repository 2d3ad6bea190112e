//! Which profile a service uses.

mod assign;
mod bindings;
mod findings;
mod first;
mod profiles;
mod unbind;

pub use assign::{BindError, Bound, bind};
pub use bindings::{BindingRow, BoundProfile, bindings};
pub use findings::BindFinding;
pub use first::first_profiles;
pub use unbind::unbind;

pub use crate::place::Place;
