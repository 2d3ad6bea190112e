//! PKCS#12 files: keys and certificates under a password (RFC 7292).
//!
//! Reading is done here from the bytes, because no library reads all that real programs write: those use BER with
//! indefinite lengths, old ciphers, several keys, or PBMAC1 (RFC 9579). The cryptography is OpenSSL's. Ciphers that
//! only its `legacy` provider has come from a library context of their own; no provider is loaded into the process.

mod bag;
mod entry;
mod export;
mod file;
mod identity;
mod mac;
mod new_mac;
mod oid;
mod opener;
mod profile;
mod protection;
mod read;
mod read_error;
mod structure;
mod write;

pub use bag::{OBJECT_LIMIT, Skipped};
pub use entry::{CertificateEntry, KeyEntry};
pub use export::{Export, WriteError};
pub use file::Pkcs12;
pub use identity::{Identity, IdentityError, KeyChoice};
pub use profile::{Profile, UnknownProfile};
pub use protection::{MacProtection, Part, PartEncryption, Protection};
pub use read::SIZE_LIMIT;
pub use read_error::ReadError;
