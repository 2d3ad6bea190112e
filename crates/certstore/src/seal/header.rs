//! What the store keeps in order to be opened again: where the master key comes from, and the wrapped data key.

use certcore::error_names;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::{
    aead::{Nonce, SealError},
    data_key::{DataKey, WrappedKey},
    master_key::MasterKey,
    source::MasterKeySource,
};

/// The version that is written, and the only one that is read.
const VERSION: u32 = 1;

/// The one row of a store about its seal, as JSON. It holds nothing that opens the store.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(deny_unknown_fields)]
pub struct SealHeader {
    version: u32,
    source: MasterKeySource,
    data_key: WrappedKey,
}

impl SealHeader {
    /// The header of a store whose master key comes from `source`. For a new master key, call this with the same
    /// data key: what it sealed stays as it is.
    ///
    /// # Errors
    ///
    /// [`SealError`] when OpenSSL fails.
    pub fn new(
        source: MasterKeySource,
        master: &MasterKey,
        data_key: &DataKey,
        nonce: Nonce,
    ) -> Result<Self, SealError> {
        Ok(Self {
            version: VERSION,
            source,
            data_key: data_key.wrap(master, nonce)?,
        })
    }

    /// The header from the store's row.
    ///
    /// # Errors
    ///
    /// [`HeaderError::UnknownVersion`], [`HeaderError::Unreadable`].
    pub fn read(json: &str) -> Result<Self, HeaderError> {
        let unreadable = |error: serde_json::Error| HeaderError::Unreadable {
            reason: error.to_string(),
        };
        let Versioned { version } = serde_json::from_str(json).map_err(unreadable)?;
        if version != VERSION {
            return Err(HeaderError::UnknownVersion { version });
        }
        serde_json::from_str(json).map_err(unreadable)
    }

    /// The header for the store's row.
    ///
    /// # Errors
    ///
    /// [`HeaderError::Unreadable`] if it cannot be written as JSON, which does not happen.
    pub fn json(&self) -> Result<String, HeaderError> {
        serde_json::to_string(self).map_err(|error| HeaderError::Unreadable {
            reason: error.to_string(),
        })
    }

    /// Where the master key comes from.
    pub const fn source(&self) -> &MasterKeySource {
        &self.source
    }

    /// The data key, with the master key at hand.
    ///
    /// # Errors
    ///
    /// [`KeyWrong`] with another master key than the store's.
    pub fn open(&self, master: &MasterKey) -> Result<DataKey, KeyWrong> {
        self.data_key.unwrap(master).map_err(|_| KeyWrong {
            source_of_key: self.source.to_string(),
            remedy: remedy(&self.source).to_owned(),
        })
    }
}

/// What every version of the header has.
#[derive(Deserialize)]
struct Versioned {
    version: u32,
}

fn remedy(source: &MasterKeySource) -> &'static str {
    match source {
        MasterKeySource::File { .. } => {
            "put back the key file that belongs to this store; if there is none, restore the store from a backup whose key you have"
        }
        MasterKeySource::Credential { .. } => {
            "give the service the credential that belongs to this store; if there is none, restore the store from a backup whose key you have"
        }
        MasterKeySource::Passphrase { .. } => {
            "type the passphrase again; if nobody knows it, restore the store from a backup whose passphrase you have"
        }
    }
}

/// The master key is not the one of this store, or the wrapped data key was changed; the two cannot be told apart.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("{source_of_key} does not open the keys of this store; {remedy}")]
pub struct KeyWrong {
    /// Where the key came from.
    pub source_of_key: String,
    /// What to do.
    pub remedy: String,
}

error_names!(KeyWrong {
    _ => "store-key-wrong", "The master key is not the one of this store.";
});

/// Why the store's header is not understood.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum HeaderError {
    /// It is of a newer release.
    #[error(
        "the store's seal is of version {version}, and this release reads version 1; use the release that wrote it"
    )]
    UnknownVersion {
        /// Its version.
        version: u32,
    },
    /// It is damaged.
    #[error("what the store says about its seal is damaged: {reason}; restore the store from a backup")]
    Unreadable {
        /// What was wrong.
        reason: String,
    },
}

error_names!(HeaderError {
    Self::UnknownVersion { .. } => "store-seal-version-unknown", "The seal of the store is of a newer release.";
    Self::Unreadable { .. } => "store-seal-damaged", "What the store says about its seal is damaged.";
});

#[cfg(test)]
mod tests {
    use certcore::diagnostic::Diagnostic as _;
    use proptest::prelude::*;

    use super::super::{credential::CredentialName, derivation::Derivation, key_file::KeyFile};
    use super::*;

    fn sources() -> [MasterKeySource; 3] {
        [
            MasterKeySource::File {
                path: KeyFile::new("/etc/certctl/key").unwrap(),
            },
            MasterKeySource::Credential {
                name: CredentialName::new("certctl").unwrap(),
            },
            MasterKeySource::Passphrase {
                derivation: Derivation::recommended([5; 16]),
            },
        ]
    }

    fn master(octet: u8) -> MasterKey {
        MasterKey::generate(&[octet; 32])
    }

    fn header(source: MasterKeySource) -> SealHeader {
        SealHeader::new(
            source,
            &master(1),
            &DataKey::generate(&[7; 32]),
            Nonce::from_random([3; 12]),
        )
        .unwrap()
    }

    #[test]
    fn a_header_goes_through_json_and_opens() {
        for source in sources() {
            let header = header(source);
            let read = SealHeader::read(&header.json().unwrap()).unwrap();
            assert_eq!(read, header);
            let sealed = DataKey::generate(&[7; 32])
                .seal("profile mail", b"key", Nonce::from_random([4; 12]))
                .unwrap();
            let opened = read
                .open(&master(1))
                .unwrap()
                .open("profile mail", &sealed)
                .unwrap();
            assert_eq!(*opened, b"key");
        }
    }

    #[test]
    fn the_form_in_the_store_does_not_change() {
        let [file, credential, passphrase] = sources().map(|source| {
            let json = header(source).json().unwrap();
            let (head, digits) = json.split_once(r#","data_key":""#).unwrap();
            assert_eq!(digits.trim_end_matches("\"}").len(), 2 * (1 + 12 + 32 + 16));
            head.to_owned()
        });
        assert_eq!(
            file,
            r#"{"version":1,"source":{"kind":"file","path":"/etc/certctl/key"}"#
        );
        assert_eq!(
            credential,
            r#"{"version":1,"source":{"kind":"credential","name":"certctl"}"#
        );
        let expected = r#"{"version":1,"source":{"kind":"passphrase","derivation":{"algorithm":"argon2id","memory_kib":65536,"passes":3,"lanes":4,"salt":"05050505050505050505050505050505"}}"#;
        assert_eq!(passphrase, expected);
    }

    #[test]
    fn a_wrong_key_names_its_source_and_the_remedy() {
        let said = sources().map(|source| {
            let error = header(source).open(&master(2)).unwrap_err();
            assert_eq!(error.name(), "store-key-wrong");
            error.to_string()
        });
        assert!(
            said[0].starts_with("the key file /etc/certctl/key does not open"),
            "{}",
            said[0]
        );
        assert!(
            said[1].starts_with("the credential certctl does not open"),
            "{}",
            said[1]
        );
        assert!(said[2].contains("type the passphrase again"), "{}", said[2]);
    }

    #[test]
    fn a_newer_version_is_named_whatever_it_holds() {
        let error = SealHeader::read(r#"{"version":2,"keys":[]}"#).unwrap_err();
        assert_eq!(error, HeaderError::UnknownVersion { version: 2 });
    }

    #[test]
    fn a_crafted_header_takes_no_memory() {
        let json = header(sources()[2].clone()).json().unwrap();
        let error = SealHeader::read(&json.replace("65536", "4294967295")).unwrap_err();
        assert!(
            error.to_string().contains("memory_kib of the passphrase"),
            "{error}"
        );
    }

    proptest! {
        #[test]
        fn a_changed_header_is_refused_or_does_not_open(place: prop::sample::Index, octet in b' '..b'~') {
            let json = header(sources()[0].clone()).json().unwrap();
            let from = json.find("data_key").unwrap() + 11;
            let place = from + place.index(json.len() - from);
            let mut changed = json.clone().into_bytes();
            changed[place] = octet;
            prop_assume!(!changed[place].eq_ignore_ascii_case(&json.as_bytes()[place]));
            let changed = String::from_utf8(changed).unwrap();
            prop_assert!(SealHeader::read(&changed).map_or(true, |header| header.open(&master(1)).is_err()));
        }
    }
}
