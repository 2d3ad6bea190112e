//! Private keys at rest: sealed under a data key, which a master key outside the store wraps.
//!
//! The master key comes from a file, from systemd's credentials or from a passphrase. The store keeps one
//! [`SealHeader`], which says which of them and holds the wrapped data key; a change of the master key wraps the same
//! data key again, so no sealed private key is touched.
//!
//! Nothing here draws random octets or looks at the environment, with one exception, [`chance`]. Random octets, the
//! folder of the credentials and the passphrase are arguments.

mod aead;
pub mod chance;
mod credential;
mod data_key;
mod derivation;
mod header;
mod key_file;
mod key_file_next;
mod master_key;
mod source;
mod unlock;

pub use aead::{Nonce, OpenError, SealError};
pub use credential::{CredentialError, CredentialName};
pub use data_key::{DataKey, WrappedKey};
pub use derivation::{Derivation, DerivationError};
pub use header::{HeaderError, KeyWrong, SealHeader};
pub use key_file::{KeyFile, KeyFileError};
pub use key_file_next::{NextKey, RekeyError};
pub use master_key::MasterKey;
pub use source::MasterKeySource;
pub use unlock::{Access, UnlockError};
