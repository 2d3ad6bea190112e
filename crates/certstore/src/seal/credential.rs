//! A master key from systemd's credentials: systemd.exec(5), `LoadCredential=` and `LoadCredentialEncrypted=`.

use std::{
    fmt,
    fs::{self, File},
    io::{ErrorKind, Read as _},
    path::Path,
};

use certcore::error_names;
use serde::{Deserialize, Serialize};
use thiserror::Error;
use zeroize::Zeroizing;

use super::master_key::MasterKey;

/// More octets than any form of a master key has.
const LONGEST: u64 = 256;

/// The name of a credential: a file name of 1 to 255 printable ASCII characters without `/` and `:`.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct CredentialName(String);

impl CredentialName {
    /// A name that systemd takes.
    ///
    /// # Errors
    ///
    /// [`CredentialError::Name`].
    pub fn new(name: impl Into<String>) -> Result<Self, CredentialError> {
        let name = name.into();
        let fits = |octet: u8| octet.is_ascii_graphic() && octet != b'/' && octet != b':';
        if (1..=255).contains(&name.len()) && name.bytes().all(fits) && name != "." && name != ".." {
            Ok(Self(name))
        } else {
            Err(CredentialError::Name { name })
        }
    }

    /// The master key in the credential's file in `directory`, which is the value of `CREDENTIALS_DIRECTORY`, or
    /// `None` where that variable is not set.
    ///
    /// Who may read the file is systemd's business: for a service with a user of its own it is not a mode of 0600.
    ///
    /// # Errors
    ///
    /// All of [`CredentialError`] but [`CredentialError::Name`].
    pub fn read(&self, directory: Option<&Path>) -> Result<MasterKey, CredentialError> {
        let name = || self.0.clone();
        let Some(directory) = directory else {
            return Err(CredentialError::NoDirectory { name: name() });
        };
        let path = directory.join(&self.0);
        let place = path.display().to_string();
        let failed = |error: &std::io::Error| match error.kind() {
            ErrorKind::NotFound => CredentialError::Missing {
                name: name(),
                path: place.clone(),
            },
            _ => CredentialError::Unreadable {
                name: name(),
                path: place.clone(),
                reason: error.to_string(),
            },
        };
        // Looked at first, because opening a pipe waits for its other end.
        let is_file = fs::metadata(&path).map_err(|error| failed(&error))?.is_file();
        let mut octets = Zeroizing::new(Vec::with_capacity(512));
        if is_file {
            let file = File::open(&path).map_err(|error| failed(&error))?;
            file.take(LONGEST)
                .read_to_end(&mut octets)
                .map_err(|error| failed(&error))?;
        }
        MasterKey::read_line(&octets).ok_or_else(|| CredentialError::Malformed {
            name: name(),
            path: place,
        })
    }
}

impl fmt::Display for CredentialName {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

impl TryFrom<String> for CredentialName {
    type Error = CredentialError;

    fn try_from(name: String) -> Result<Self, CredentialError> {
        Self::new(name)
    }
}

impl From<CredentialName> for String {
    fn from(name: CredentialName) -> Self {
        name.0
    }
}

/// Why a credential gives no master key.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum CredentialError {
    /// The name cannot be one.
    #[error("{name:?} is no name of a credential; use letters, digits, '-', '_' and '.', at most 255")]
    Name {
        /// The name as it was given.
        name: String,
    },
    /// The program was not started with credentials.
    #[error(
        "the store's key is the credential {name}, and CREDENTIALS_DIRECTORY is not set; start the program by systemd \
         with LoadCredential={name}:FILE, or set the variable to the folder that holds the file {name}"
    )]
    NoDirectory {
        /// The credential's name.
        name: String,
    },
    /// There is no such file in the folder.
    #[error("{path}: there is no such file; add LoadCredential={name}:FILE to the unit of the service")]
    Missing {
        /// The credential's name.
        name: String,
        /// Where it should be.
        path: String,
    },
    /// The operating system failed.
    #[error("{path}: the credential {name} cannot be read: {reason}")]
    Unreadable {
        /// The credential's name.
        name: String,
        /// Where it is.
        path: String,
        /// What the operating system said.
        reason: String,
    },
    /// It is not the line of a master key.
    #[error(
        "{path}: the credential {name} is no master key; it must be {}",
        MasterKey::FORM
    )]
    Malformed {
        /// The credential's name.
        name: String,
        /// Where it is.
        path: String,
    },
}

error_names!(CredentialError {
    Self::Name { .. } => "credential-name-invalid", "A name cannot be that of a systemd credential.";
    Self::NoDirectory { .. } => "credentials-directory-missing", "The store's key is a credential, and CREDENTIALS_DIRECTORY is not set.";
    Self::Missing { .. } => "credential-missing", "The folder of the credentials does not hold the store's key.";
    Self::Unreadable { .. } => "credential-unreadable", "The operating system could not read the credential of the store.";
    Self::Malformed { .. } => "credential-malformed", "The credential of the store is not the line of a master key.";
});

#[cfg(test)]
mod tests {
    use certcore::diagnostic::Diagnostic as _;

    use super::*;

    fn read(contents: Option<&[u8]>) -> Result<MasterKey, CredentialError> {
        let folder = tempfile::tempdir().unwrap();
        if let Some(contents) = contents {
            fs::write(folder.path().join("certctl"), contents).unwrap();
        }
        CredentialName::new("certctl").unwrap().read(Some(folder.path()))
    }

    #[test]
    fn a_credential_gives_its_key() {
        let key = MasterKey::generate(&[1; 32]);
        assert_eq!(read(Some(&key.line())).unwrap().octets(), key.octets());
    }

    #[test]
    fn a_missing_folder_or_file_is_named() {
        let name = CredentialName::new("certctl").unwrap();
        let error = name.read(None).unwrap_err();
        assert_eq!(error.name(), "credentials-directory-missing");
        assert!(error.to_string().contains("LoadCredential=certctl:"), "{error}");
        assert_eq!(read(None).unwrap_err().name(), "credential-missing");
    }

    #[test]
    fn anything_but_the_line_is_malformed_and_not_shown() {
        let key = MasterKey::generate(&[1; 32]);
        for contents in [
            &b"correct horse battery staple and some more"[..],
            &key.line().repeat(100),
            b"",
        ] {
            let error = read(Some(contents)).unwrap_err();
            assert_eq!(error.name(), "credential-malformed");
            assert!(error.to_string().contains(MasterKey::FORM), "{error}");
            assert!(!error.to_string().contains("horse"), "{error}");
        }
    }

    #[test]
    fn a_folder_in_its_place_is_malformed() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("certctl")).unwrap();
        let error = CredentialName::new("certctl")
            .unwrap()
            .read(Some(folder.path()))
            .unwrap_err();
        assert_eq!(error.name(), "credential-malformed");
    }

    #[test]
    fn a_name_does_not_leave_the_folder() {
        for name in [
            "",
            ".",
            "..",
            "a/b",
            "../etc",
            "a:b",
            "a b",
            "ä",
            &"a".repeat(256),
        ] {
            assert!(CredentialName::new(name).is_err(), "{name}");
            assert!(
                serde_json::from_value::<CredentialName>(name.into()).is_err(),
                "{name}"
            );
        }
    }
}
