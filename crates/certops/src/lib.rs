//! The operations of a mail gateway's certificate configuration.
//!
//! Each file holds one operation: the command line, the console and the web page call the same one, so they cannot
//! drift apart. Operations print nothing, ask nothing and look at no clock.

pub mod alerts;
pub mod audit;
pub mod bind;
pub mod ca_list;
pub mod changes;
pub mod clear;
pub mod commit;
pub mod config_file;
pub mod destination;
pub mod edit;
pub mod expiry;
pub mod history;
pub mod in_use;
pub mod init;
pub mod interface;
pub mod ldap;
pub mod listener;
pub mod machine;
pub mod notify;
pub mod place;
pub mod policy;
pub mod profile;
pub mod rollback;
pub mod sender_group;
#[cfg(test)]
pub(crate) mod specimen;
pub mod sslconfig;
pub mod status;
