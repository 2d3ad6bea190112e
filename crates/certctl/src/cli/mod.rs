//! The grammar: a noun, a verb and its options, one file per noun. The comments in these files are the help.

pub(crate) mod candidate;
pub(crate) mod cert;
pub(crate) mod chain;
pub(crate) mod completion;
pub(crate) mod console;
pub(crate) mod csr;
pub(crate) mod demo;
pub(crate) mod example;
pub(crate) mod expiry;
pub(crate) mod init;
pub(crate) mod inspect;
pub(crate) mod key;
pub(crate) mod lint;
pub(crate) mod man;
pub(crate) mod moment;
pub(crate) mod names;
pub(crate) mod output;
pub(crate) mod p12;
pub(crate) mod password;
pub(crate) mod profile;
pub(crate) mod revision;
mod root;
pub(crate) mod service;
pub(crate) mod store;
pub(crate) mod subject;
pub(crate) mod verify;
pub(crate) mod yes;

pub use example::Example;
pub(crate) use root::{Certctl, Noun};
pub use root::{command, examples};
