//! Encryption under a password: PBES1 and PBES2 (RFC 8018), the PKCS#12 schemes (RFC 7292 appendix C), PEM headers (RFC 1421).
//!
//! Files of old programs need RC2, RC4 and DES. OpenSSL 3 keeps these in its `legacy` provider. They are taken from a
//! library context of their own, so reading such a file does not make them available to the rest of the process.

mod algorithm;
mod cipher;
mod dek_info;
mod derivation;
mod digest;
mod error;
mod identifier;
mod legacy;
mod password;
mod private_key;
mod scheme;
mod work;

pub use algorithm::Encryption;
pub(crate) use dek_info::{DekInfo, DekInfoError};
pub(crate) use derivation::{Derivation, Iterated, Purpose, read_iterations};
pub(crate) use digest::{Digest, hmac, name_of};
pub use error::PbeError;
pub(crate) use identifier::{new_pbes2, new_pkcs12_triple_des, pbes2, random, write_pbkdf2};
pub(crate) use password::EncodedPassword;
pub(crate) use private_key::EncryptedPrivateKey;
pub(crate) use scheme::{Encrypted, Scheme};
pub use work::{ITERATION_LIMIT, MEMORY_LIMIT};
pub(crate) use work::{Work, WorkBudget};
