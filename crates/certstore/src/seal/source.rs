//! Where the master key of a store comes from.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{credential::CredentialName, derivation::Derivation, key_file::KeyFile};

/// Where the master key of a store comes from. The store keeps this, and never the key.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
pub enum MasterKeySource {
    /// A file that only its owner can read.
    File {
        /// The file.
        path: KeyFile,
    },
    /// A credential of systemd.
    Credential {
        /// Its name.
        name: CredentialName,
    },
    /// A passphrase that somebody gives at every start.
    Passphrase {
        /// How it becomes a key.
        derivation: Derivation,
    },
}

impl fmt::Display for MasterKeySource {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File { path } => write!(formatter, "the key file {path}"),
            Self::Credential { name } => write!(formatter, "the credential {name}"),
            Self::Passphrase { .. } => formatter.write_str("the passphrase"),
        }
    }
}
