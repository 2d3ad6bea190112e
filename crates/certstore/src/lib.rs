//! Staged, versioned configuration of a mail gateway, with sealed private keys.

mod hexadecimal;
pub mod seal;
