//! Private and public keys (RFC 5958, RFC 5280 §4.1.2.7).

mod algorithm;
mod components;
mod consistency;
mod encoding;
mod oid;
mod private;
mod public;
mod read;
mod signing;
mod write;

pub use algorithm::{KeyAlgorithm, UnknownAlgorithm};
pub use consistency::InconsistentKey;
pub use private::{KeyGenerationError, PrivateKey};
pub use public::{KeyKind, PublicKey, PublicKeyError};
pub use read::KeyReadError;
pub(crate) use signing::sign_verified;
pub use signing::{SignError, SigningKey};
pub use write::{ITERATIONS, KeyEncryption, KeyWriteError};
