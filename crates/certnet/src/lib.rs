//! The network side of certificates for mail.
//!
//! [`dns`] says which hosts receive mail for a domain, at which addresses, and whether a validating
//! resolver vouches for the answer. [`tls`] holds what a service speaks and checks, and puts it into
//! OpenSSL contexts. Nothing here needs an async runtime; what reads and checks messages opens no socket
//! and can be used under one.

#![forbid(unsafe_code)]

pub mod dns;
pub mod tls;
