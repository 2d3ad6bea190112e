//! The operations of a mail gateway's certificate configuration.
//!
//! Each file holds one operation: the command line, the console and the web page call the same one, so they cannot
//! drift apart. Operations print nothing, ask nothing and look at no clock.

pub mod changes;
pub mod clear;
pub mod commit;
pub mod history;
pub mod in_use;
pub mod init;
pub mod notify;
pub mod profile;
pub mod rollback;
#[cfg(test)]
pub(crate) mod specimen;
pub mod status;
