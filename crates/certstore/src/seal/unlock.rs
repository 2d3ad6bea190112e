//! Opening a store: from its header and what the program was given to the data key.

use std::path::Path;

use certcore::{error_names, secret::Password};
use thiserror::Error;

use super::{
    credential::CredentialError,
    data_key::DataKey,
    derivation::DerivationError,
    header::{KeyWrong, SealHeader},
    key_file::{KeyFile, KeyFileError},
    master_key::MasterKey,
    source::MasterKeySource,
};

/// What the program was given, out of which the master key may come.
#[derive(Clone, Copy, Debug, Default)]
pub struct Access<'a> {
    /// The value of `CREDENTIALS_DIRECTORY`.
    pub credentials_directory: Option<&'a Path>,
    /// The passphrase, if somebody was asked for it; [`SealHeader::source`] tells whether it is needed.
    pub passphrase: Option<&'a Password>,
    /// Where the key file is looked for when it is not where the store says: a store may have been moved together with
    /// it.
    pub key_file_beside: Option<&'a KeyFile>,
}

impl SealHeader {
    /// The data key and the master key that opens it.
    ///
    /// A change of the key file that was committed and then interrupted is finished on the way: where `PATH` does not
    /// open the store and `PATH.next` does, it is renamed. If the folder cannot be written, the next opening tries
    /// again. Where neither opens it, the file beside the store is tried, and an earlier key that is kept beside one of
    /// them and would open it is named in the error.
    ///
    /// # Errors
    ///
    /// [`UnlockError`].
    pub fn unlock(&self, access: &Access<'_>) -> Result<(MasterKey, DataKey), UnlockError> {
        let master = match self.source() {
            MasterKeySource::File { path } => {
                let beside = access.key_file_beside.filter(|beside| *beside != path);
                return self
                    .unlock_by_file(path)
                    .or_else(|refused| match (refused, beside) {
                        (UnlockError::KeyFile(KeyFileError::Missing { .. }), Some(beside)) => {
                            self.unlock_beside(path, beside)
                        }
                        // Another store's key, or one that came after this copy was made.
                        (UnlockError::KeyWrong(wrong), beside) => self.unlock_older(path, beside, wrong),
                        (refused, _) => Err(refused),
                    });
            }
            MasterKeySource::Credential { name } => name
                .read(access.credentials_directory)
                .map_err(UnlockError::Credential)?,
            MasterKeySource::Passphrase { derivation } => derivation
                .master_key(access.passphrase.ok_or(UnlockError::NoPassphrase)?)
                .map_err(UnlockError::Derivation)?,
        };
        self.with(master)
    }

    fn unlock_by_file(&self, file: &KeyFile) -> Result<(MasterKey, DataKey), UnlockError> {
        let refused = match file
            .read()
            .map_err(UnlockError::KeyFile)
            .and_then(|key| self.with(key))
        {
            Ok(unlocked) => return Ok(unlocked),
            Err(refused) => refused,
        };
        if let Some(Ok((master, data_key))) = file.read_next().map(|next| self.with(next)) {
            // The store is open either way.
            let _tried_again_next_time = file.promote_next(&master);
            return Ok((master, data_key));
        }
        // A rename between the two readings took the next key away, and to the place that was read first.
        match file.read().map(|key| self.with(key)) {
            Ok(Ok(unlocked)) => Ok(unlocked),
            _ => Err(refused),
        }
    }

    fn unlock_beside(&self, path: &KeyFile, beside: &KeyFile) -> Result<(MasterKey, DataKey), UnlockError> {
        self.unlock_by_file(beside).map_err(|error| {
            let found = match error {
                UnlockError::KeyFile(KeyFileError::Missing { .. }) => "there is none either".to_owned(),
                UnlockError::KeyWrong(_) => "there is the key of another store".to_owned(),
                other => format!("there is one that gives no key ({other})"),
            };
            UnlockError::KeyFileNowhere {
                path: path.to_string(),
                beside: beside.to_string(),
                found,
            }
        })
    }

    fn unlock_older(
        &self,
        path: &KeyFile,
        beside: Option<&KeyFile>,
        wrong: KeyWrong,
    ) -> Result<(MasterKey, DataKey), UnlockError> {
        match beside.map(|beside| self.unlock_by_file(beside)) {
            None
            | Some(Err(UnlockError::KeyFile(KeyFileError::Missing { .. }) | UnlockError::KeyWrong(_))) => {}
            Some(told) => return told,
        }
        let earlier = [Some(path), beside].into_iter().flatten();
        let earlier = earlier
            .flat_map(KeyFile::earlier)
            .find(|file| file.read().is_ok_and(|key| self.open(&key).is_ok()));
        let remedy = match earlier {
            None => wrong.remedy,
            Some(earlier) => {
                let place = beside.unwrap_or(path);
                let other = if place.path().exists() {
                    ", after you moved the key that is there away: newer backups may need it"
                } else {
                    ""
                };
                format!("the earlier key {earlier} does: copy that file to {place}{other}")
            }
        };
        Err(UnlockError::KeyWrong(KeyWrong { remedy, ..wrong }))
    }

    fn with(&self, master: MasterKey) -> Result<(MasterKey, DataKey), UnlockError> {
        let data_key = self.open(&master).map_err(UnlockError::KeyWrong)?;
        Ok((master, data_key))
    }
}

/// Why the keys of a store cannot be opened.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum UnlockError {
    /// The passphrase is needed and was not given.
    #[error("the keys of this store are sealed under a passphrase; give it")]
    NoPassphrase,
    /// The key file gives no key.
    #[error(transparent)]
    KeyFile(KeyFileError),
    /// The key file is neither where the store says nor beside the store.
    #[error(
        "the store's key file is not at {path}, and at {beside}, where it would be looked for next, {found}; put a copy \
         of it at one of these places"
    )]
    KeyFileNowhere {
        /// Where the store says that it is.
        path: String,
        /// Where it was looked for then.
        beside: String,
        /// What was found there.
        found: String,
    },
    /// The credential gives no key.
    #[error(transparent)]
    Credential(CredentialError),
    /// The passphrase gives no key.
    #[error(transparent)]
    Derivation(DerivationError),
    /// The key is not the one of this store.
    #[error(transparent)]
    KeyWrong(KeyWrong),
}

error_names!(UnlockError {
    Self::KeyFileNowhere { .. } => "store-key-file-missing", "The key file is neither where the store says nor beside the store.";
    Self::NoPassphrase => "store-passphrase-missing", "The keys of the store are sealed under a passphrase, and none was given.";
    @via Self::KeyFile(error) => error;
    @via Self::Credential(error) => error;
    @via Self::Derivation(error) => error;
    @via Self::KeyWrong(error) => error;
});

#[cfg(test)]
mod tests {
    use std::fs;

    use certcore::diagnostic::Diagnostic as _;

    use super::super::{aead::Nonce, credential::CredentialName, derivation::Derivation};
    use super::*;

    fn key(octet: u8) -> MasterKey {
        MasterKey::generate(&[octet; 32])
    }

    fn header(source: MasterKeySource, master: &MasterKey) -> SealHeader {
        SealHeader::new(
            source,
            master,
            &DataKey::generate(&[7; 32]),
            Nonce::from_random([3; 12]),
        )
        .unwrap()
    }

    fn by_file(file: &KeyFile, octet: u8) -> SealHeader {
        header(MasterKeySource::File { path: file.clone() }, &key(octet))
    }

    /// The first octet of the key that opened, or the error's name.
    fn unlocked(header: &SealHeader) -> Result<u8, &'static str> {
        match header.unlock(&Access::default()) {
            Ok((master, _)) => Ok(master.octets()[0]),
            Err(error) => Err(error.name()),
        }
    }

    #[test]
    fn a_crash_at_any_step_of_a_change_leaves_a_store_that_opens() {
        for crash in 0..=3 {
            let folder = tempfile::tempdir().unwrap();
            let file = KeyFile::new(folder.path().join("key")).unwrap();
            file.create(&key(1)).unwrap();
            let mut stored = by_file(&file, 1);
            'steps: {
                if crash == 0 {
                    break 'steps;
                }
                let next = file.write_next(&key(1), &key(2), None).unwrap();
                if crash == 1 {
                    break 'steps;
                }
                stored = by_file(&file, 2);
                if crash == 2 {
                    break 'steps;
                }
                next.promote().unwrap();
            }
            let opens = if crash < 2 { 1 } else { 2 };
            assert_eq!(unlocked(&stored), Ok(opens), "crash {crash}");
            assert_eq!(file.read().unwrap().octets()[0], opens, "crash {crash}");
            assert_eq!(unlocked(&stored), Ok(opens), "crash {crash}, again");
            // And the key can be changed from there.
            let next = file.write_next(&key(opens), &key(3), None).unwrap();
            stored = by_file(&file, 3);
            next.promote().unwrap();
            assert_eq!(unlocked(&stored), Ok(3), "crash {crash}, then a change");
            // The key in use, and each earlier one once.
            let files = if crash < 2 { 2 } else { 3 };
            assert_eq!(
                fs::read_dir(folder.path()).unwrap().count(),
                files,
                "crash {crash}"
            );
        }
    }

    #[test]
    fn the_next_key_opens_while_its_writer_is_about_to_rename_it() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::new(folder.path().join("key")).unwrap();
        file.create(&key(1)).unwrap();
        let next = file.write_next(&key(1), &key(2), None).unwrap();
        assert_eq!(unlocked(&by_file(&file, 2)), Ok(2));
        next.promote().unwrap();
        assert_eq!(file.read().unwrap().octets()[0], 2);
    }

    #[test]
    fn a_key_that_opens_nothing_is_not_promoted() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::new(folder.path().join("key")).unwrap();
        file.create(&key(1)).unwrap();
        drop(file.write_next(&key(1), &key(2), None).unwrap());
        assert_eq!(unlocked(&by_file(&file, 9)), Err("store-key-wrong"));
        assert_eq!(file.read().unwrap().octets()[0], 1);
    }

    #[test]
    fn a_missing_key_file_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::new(folder.path().join("key")).unwrap();
        assert_eq!(unlocked(&by_file(&file, 1)), Err("key-file-missing"));
    }

    #[test]
    fn a_key_file_that_was_moved_with_the_store_opens_it() {
        let folder = tempfile::tempdir().unwrap();
        let place = |name: &str| KeyFile::new(folder.path().join(name)).unwrap();
        let header = by_file(&place("recorded"), 1);
        let beside = place("store.db.key");
        let unlocked = || {
            let access = Access {
                key_file_beside: Some(&beside),
                ..Access::default()
            };
            header.unlock(&access).map(|(master, _)| master.octets()[0])
        };
        let missing = unlocked().unwrap_err();
        assert_eq!(missing.name(), "store-key-file-missing");
        for path in [place("recorded"), beside.clone()] {
            assert!(missing.to_string().contains(&path.to_string()), "{missing}");
        }
        beside.create(&key(2)).unwrap();
        let other = unlocked().unwrap_err();
        assert_eq!(other.name(), "store-key-file-missing");
        assert!(
            other.to_string().contains("there is the key of another store"),
            "{other}"
        );
        fs::remove_file(beside.path()).unwrap();
        beside.create(&key(1)).unwrap();
        assert_eq!(unlocked(), Ok(1));
        // Where the store says there may be the key of another one.
        let recorded = place("recorded");
        recorded.create(&key(3)).unwrap();
        assert_eq!(unlocked(), Ok(1));
        fs::remove_file(beside.path()).unwrap();
        assert_eq!(unlocked().unwrap_err().name(), "store-key-wrong");
    }

    #[test]
    fn an_earlier_key_that_opens_an_older_copy_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::new(folder.path().join("key")).unwrap();
        file.create(&key(1)).unwrap();
        let copy = by_file(&file, 1);
        let mut kept = Vec::new();
        for octet in 1..4 {
            let next = file.write_next(&key(octet), &key(octet + 1), None).unwrap();
            kept.push(next.promote().unwrap().unwrap());
        }
        let beside = KeyFile::new(folder.path().join("copy.key")).unwrap();
        let access = Access {
            key_file_beside: Some(&beside),
            ..Access::default()
        };
        let refused = copy.unlock(&access).unwrap_err();
        assert_eq!(refused.name(), "store-key-wrong");
        let told = format!("{} does: copy that file to {beside}", kept[0].display());
        assert!(refused.to_string().ends_with(&told), "{refused}");
        fs::copy(&kept[0], beside.path()).unwrap();
        assert_eq!(copy.unlock(&access).unwrap().0.octets()[0], 1);
        // A file beside it that gives no key is told of.
        fs::write(beside.path(), "hunter2").unwrap();
        assert_eq!(copy.unlock(&access).unwrap_err().name(), "key-file-malformed");
        // Without one, the copy is in the place of the store.
        let refused = copy.unlock(&Access::default()).unwrap_err().to_string();
        assert!(
            refused.ends_with("moved the key that is there away: newer backups may need it"),
            "{refused}"
        );
    }

    #[test]
    fn a_credential_opens_the_store() {
        let folder = tempfile::tempdir().unwrap();
        let name = CredentialName::new("certctl").unwrap();
        let header = header(MasterKeySource::Credential { name }, &key(1));
        assert_eq!(unlocked(&header), Err("credentials-directory-missing"));
        let access = Access {
            credentials_directory: Some(folder.path()),
            ..Access::default()
        };
        assert_eq!(header.unlock(&access).unwrap_err().name(), "credential-missing");
        fs::write(folder.path().join("certctl"), key(2).line()).unwrap();
        assert_eq!(header.unlock(&access).unwrap_err().name(), "store-key-wrong");
        fs::write(folder.path().join("certctl"), key(1).line()).unwrap();
        assert!(header.unlock(&access).is_ok());
    }

    #[test]
    fn a_passphrase_opens_the_store() {
        let derivation = Derivation::recommended([5; 16]);
        let [right, wrong] = ["correct horse", "battery"].map(|text| Password::new(text).unwrap());
        let master = derivation.master_key(&right).unwrap();
        let header = header(MasterKeySource::Passphrase { derivation }, &master);
        let name_with = |passphrase| {
            let access = Access {
                passphrase,
                ..Access::default()
            };
            header.unlock(&access).map_err(|error| error.name()).err()
        };
        assert_eq!(name_with(None), Some("store-passphrase-missing"));
        assert_eq!(name_with(Some(&wrong)), Some("store-key-wrong"));
        assert_eq!(name_with(Some(&right)), None);
    }
}
