//! The operations of a mail gateway's certificate configuration.
//!
//! Each file holds one operation: the command line, the console and the web page call the same one, so they cannot
//! drift apart. Operations print nothing, ask nothing and look at no clock.

pub mod config_file;
pub mod in_use;
pub mod init;
pub mod profile;
#[cfg(test)]
pub(crate) mod specimen;
