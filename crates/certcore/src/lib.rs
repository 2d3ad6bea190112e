//! Keys, requests, certificates, chains, names and PKCS#12 for services that speak TLS.
//!
//! The library does no input or output of its own: it opens no file and no socket, reads no clock and
//! runs nothing in the background. Bytes come in as slices, time and serial numbers come in as arguments.
//!
//! Every kind of object has the same three verbs:
//!
//! | verb | what it does |
//! |---|---|
//! | `read` | makes a value from bytes, once; after that the value is only asked |
//! | `check` | says whether the value is what it claims to be |
//! | `write` | gives the bytes back, as PEM or DER |
//!
//! Errors are enums beside the functions that return them. Each implements [`diagnostic::Diagnostic`], which
//! gives the failure one stable name, the same in every program that uses the library.
#![forbid(unsafe_code)]

pub mod ber;
pub mod chain;
pub mod diagnostic;
pub mod dn;
pub mod fingerprint;
pub mod host;
pub mod identity;
pub mod import;
pub mod issue;
pub mod key;
pub mod lint;
mod path;
pub mod pbe;
pub mod pkcs12;
pub mod secret;
#[cfg(test)]
mod specimen;
mod textual;
pub mod verify;
pub mod work;
pub mod x509;
