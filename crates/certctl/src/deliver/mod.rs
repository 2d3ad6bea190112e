//! Where the product of a command goes: public material may go anywhere, a secret only where it stays one.

pub(crate) mod private;
pub(crate) mod public;
