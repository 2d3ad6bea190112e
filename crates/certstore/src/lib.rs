//! Staged, versioned configuration of a mail gateway, with sealed private keys.

pub mod audit;
mod hexadecimal;
pub mod seal;
