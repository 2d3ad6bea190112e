//! The certificates, requests and keys in a file: each is what its name says, and they belong together.

use std::collections::{BTreeMap, BTreeSet};

use certcore::{
    error_names,
    fingerprint::Fingerprint,
    key::{KeyReadError, PrivateKey},
    secret::Password,
    work::Budget,
    x509::{Certificate, CertificateRequest},
};
use certstore::entry::{Entry, EntryId, ProfileOrigin};
use thiserror::Error;

use super::{
    document::{Document, KeyForm},
    quote,
};
use crate::init;

/// What stands in a file beside the entries.
#[derive(Debug, Default)]
pub(super) struct FileMaterial {
    pub(super) certificates: BTreeMap<Fingerprint, Certificate>,
    pub(super) requests: BTreeMap<Fingerprint, CertificateRequest>,
    pub(super) keys: BTreeMap<Fingerprint, PrivateKey>,
}

impl FileMaterial {
    /// Reads them, and opens the keys.
    pub(super) fn read(document: &Document, passphrase: Option<&Password>) -> Result<Self, MaterialError> {
        let mut material = Self::default();
        let mut budget = Budget::new();
        for (name, pem) in &document.certificate {
            let read = Certificate::read(pem.as_bytes());
            let certificate = read.map_err(|error| unreadable("certificate", name, &error))?;
            let fingerprint = certificate.sha256();
            compare("certificate", name, fingerprint)?;
            material.certificates.insert(fingerprint, certificate);
        }
        for (name, pem) in &document.request {
            let read = CertificateRequest::read(pem.as_bytes());
            let request = read.map_err(|error| unreadable("request", name, &error))?;
            let fingerprint = request.sha256();
            compare("request", name, fingerprint)?;
            material.requests.insert(fingerprint, request);
        }
        for (name, pem) in &document.key {
            let pem = pem.0.as_bytes();
            if document.keys == KeyForm::Encrypted && PrivateKey::read(pem, None).is_ok() {
                return Err(MaterialError::NotEncrypted {
                    name: quote::fingerprint(name).to_owned(),
                });
            }
            let read = PrivateKey::read_within(pem, passphrase, &mut budget);
            let key = read.map_err(|error| MaterialError::Key {
                name: quote::fingerprint(name).to_owned(),
                error,
            })?;
            let fingerprint = key.public().identity();
            compare("key", name, fingerprint)?;
            material.keys.insert(fingerprint, key);
        }
        Ok(material)
    }

    /// Refuses a key that no entry holds, since it would be lost.
    pub(super) fn is_held_by(&self, entries: &BTreeMap<EntryId, Entry>) -> Result<(), MaterialError> {
        let held: BTreeSet<Fingerprint> = entries.values().flat_map(|entry| entry.material().keys).collect();
        match self.keys.keys().find(|key| !held.contains(key)) {
            Some(&key) => Err(MaterialError::Unused { key }),
            None => Ok(()),
        }
    }

    /// Whether all that an entry holds is here, and its keys belong to its certificate and its request.
    pub(super) fn completes(&self, id: &EntryId, entry: &Entry) -> Result<(), MaterialError> {
        for (what, fingerprint) in entry.material().listed() {
            let there = match what {
                "certificate" => self.certificates.contains_key(&fingerprint),
                "request" => self.requests.contains_key(&fingerprint),
                _ => self.keys.contains_key(&fingerprint),
            };
            if !there {
                return Err(MaterialError::Missing {
                    id: id.clone(),
                    what,
                    fingerprint,
                });
            }
        }
        let Entry::Profile(profile) = entry else {
            return Ok(());
        };
        // No finding is made of the demo certificate but that it is bound.
        if profile.origin == ProfileOrigin::Demo && id.name() != init::DEMO {
            return Err(MaterialError::Origin { id: id.clone() });
        }
        let mismatch = |what, fingerprint| {
            Err(MaterialError::Mismatch {
                id: id.clone(),
                what,
                fingerprint,
            })
        };
        let certificate = self.certificates.get(&profile.certificate);
        if certificate.is_none_or(|certificate| certificate.public_key().identity() != profile.key) {
            return mismatch("certificate", profile.certificate);
        }
        if let Some(pending) = profile.request {
            let request = self.requests.get(&pending.request);
            if request.is_none_or(|request| request.public_key().identity() != pending.key) {
                return mismatch("request", pending.request);
            }
        }
        Ok(())
    }
}

fn unreadable(what: &'static str, name: &str, error: &impl ToString) -> MaterialError {
    MaterialError::Unreadable {
        what,
        name: quote::fingerprint(name).to_owned(),
        reason: error.to_string(),
    }
}

fn compare(what: &'static str, name: &str, fingerprint: Fingerprint) -> Result<(), MaterialError> {
    if name.parse() == Ok(fingerprint) {
        return Ok(());
    }
    Err(MaterialError::OtherFingerprint {
        what,
        name: quote::fingerprint(name).to_owned(),
        fingerprint,
    })
}

/// Why what stands beside the entries of a file cannot be used.
#[derive(Debug, Error)]
pub enum MaterialError {
    /// A certificate or a request.
    #[error("the {what} {} of the configuration file cannot be read: {reason}", .name.escape_debug())]
    Unreadable {
        /// `certificate` or `request`.
        what: &'static str,
        /// Its name in the file.
        name: String,
        /// Why.
        reason: String,
    },
    /// A private key.
    #[error("the key {} of the configuration file: {error}", .name.escape_debug())]
    Key {
        /// Its name in the file.
        name: String,
        /// Why it cannot be read.
        error: KeyReadError,
    },
    /// A private key that nothing protects, in a file that says otherwise.
    #[error(
        "the key {} stands in the configuration file without encryption, and the file says keys = \"encrypted\"; whoever \
         had the file has this key",
        .name.escape_debug()
    )]
    NotEncrypted {
        /// Its name in the file.
        name: String,
    },
    /// A private key that no profile has.
    #[error(
        "the key {key} of the configuration file belongs to no profile in it, and would be lost; take it out"
    )]
    Unused {
        /// The key.
        key: Fingerprint,
    },
    /// It stands under another's fingerprint.
    #[error(
        "the {what} that stands in the configuration file as {} has the fingerprint {fingerprint}; the file was changed",
        .name.escape_debug()
    )]
    OtherFingerprint {
        /// `certificate`, `request` or `key`.
        what: &'static str,
        /// Its name in the file.
        name: String,
        /// Its fingerprint.
        fingerprint: Fingerprint,
    },
    /// A profile other than that of `init` says that it is that one.
    #[error(
        "{id}: origin = \"demo\" is for the profile {} only; write self-signed, signed or imported",
        init::DEMO
    )]
    Origin {
        /// The profile.
        id: EntryId,
    },
    /// An entry holds what is not in the file.
    #[error(
        "{id}: its {what} {fingerprint} is not in the configuration file; add it, or save the file again"
    )]
    Missing {
        /// The entry.
        id: EntryId,
        /// `certificate`, `request` or `key`.
        what: &'static str,
        /// Its fingerprint.
        fingerprint: Fingerprint,
    },
    /// A key of another certificate or request.
    #[error("{id}: its key is not that of its {what} {fingerprint}")]
    Mismatch {
        /// The entry.
        id: EntryId,
        /// `certificate` or `request`.
        what: &'static str,
        /// The fingerprint of that.
        fingerprint: Fingerprint,
    },
}

error_names!(MaterialError {
    Self::Unreadable { .. } => "config-file-material-malformed", "A certificate or request in a configuration file cannot be read.";
    Self::NotEncrypted { .. } => "config-file-key-not-encrypted", "A private key stands in the clear in a configuration file that says its keys are encrypted.";
    Self::Unused { .. } => "config-file-key-unused", "A configuration file has a private key that no profile in it holds.";
    Self::OtherFingerprint { .. } => "config-file-fingerprint-differs", "Something in a configuration file stands under a fingerprint that is not its own.";
    Self::Origin { .. } => "config-file-origin-differs", "A profile in a configuration file other than Demo says that it is the demo profile.";
    Self::Missing { .. } => "config-file-material-missing", "An entry of a configuration file holds what is not in the file.";
    Self::Mismatch { .. } => "config-file-key-does-not-match", "A profile of a configuration file has a key that is not that of its certificate or request.";
    @via Self::Key { error, .. } => error;
});
