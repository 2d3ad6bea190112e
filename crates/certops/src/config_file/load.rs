//! Loading a saved configuration as one candidate.

use std::collections::BTreeMap;

use certcore::{error_names, secret::Password};
use certnet::tls::{NoUsableSuite, TlsService};
use certstore::{
    entry::{Entry, EntryId, EntryIdError, Kind},
    store::{Actor, Store, StoreError},
};
use thiserror::Error;

use super::{
    document::{ConfigFileError, Document, KeyForm},
    material::{FileMaterial, MaterialError},
};
use crate::{
    clear::{MakeRoomError, Pending, make_room},
    edit::{VerifyWithoutTls, check_policy},
};

/// What is loaded.
#[derive(Clone, Copy, Debug)]
pub struct Load<'a> {
    /// The file.
    pub text: &'a str,
    /// The passphrase of its keys, if they are encrypted.
    pub passphrase: Option<&'a Password>,
    /// What happens to changes that are staged already.
    pub pending: Pending,
}

/// What the candidate changes now, each in the order of kinds and names.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Loaded {
    /// Entries that are in the file and not in force.
    pub added: Vec<EntryId>,
    /// Entries that the file says otherwise.
    pub changed: Vec<EntryId>,
    /// Entries that are in force and not in the file.
    pub deleted: Vec<EntryId>,
    /// How many entries the file has as they are in force.
    pub unchanged: usize,
    /// The entries whose staged changes were taken back.
    pub cleared: Vec<EntryId>,
    /// TLS settings of the file for which this OpenSSL has no suite; a commit refuses them.
    pub unusable: Vec<NoUsableSuite>,
}

/// Stages the configuration of a file in place of everything: what is not in it is staged as deleted. Nothing is in force
/// before a commit.
///
/// # Errors
///
/// [`ConfigLoadError`]; the candidate is as before then.
pub async fn load(store: &Store, actor: &Actor, request: Load<'_>) -> Result<Loaded, ConfigLoadError> {
    let document = Document::read(request.text)?;
    match document.keys {
        KeyForm::Masked => return Err(ConfigLoadError::Masked),
        KeyForm::Encrypted if request.passphrase.is_none() => return Err(ConfigLoadError::NoPassphrase),
        KeyForm::Encrypted | KeyForm::Plain => {}
    }
    let entries = document.entries()?;
    for id in indispensable()? {
        if !entries.contains_key(&id) {
            return Err(ConfigLoadError::Incomplete { id });
        }
    }
    let material = FileMaterial::read(&document, request.passphrase)?;
    for (id, entry) in &entries {
        material.completes(id, entry)?;
    }
    material.is_held_by(&entries)?;
    for (id, entry) in &entries {
        if let Entry::MailFlowPolicy(policy) = entry {
            check_policy(id, *policy)?;
        }
    }

    let mut writing = store.write(actor).await?;
    let cleared = make_room(&mut writing, request.pending).await?;
    let versions = writing
        .repository()
        .entries(None)
        .await
        .map_err(StoreError::from)?;
    let in_force: BTreeMap<EntryId, Entry> = versions
        .into_iter()
        .map(|version| (version.id, version.entry))
        .collect();
    let mut loaded = Loaded {
        cleared,
        ..Loaded::default()
    };
    for (id, entry) in &entries {
        if let Entry::Tls(settings) = entry {
            loaded.unusable.extend(settings.usable().err());
        }
        match in_force.get(id) {
            None => loaded.added.push(id.clone()),
            Some(before) if before == entry => loaded.unchanged += 1,
            Some(_) => loaded.changed.push(id.clone()),
        }
    }
    loaded.deleted = in_force
        .into_keys()
        .filter(|id| !entries.contains_key(id))
        .collect();
    let deleted = loaded.deleted.iter().map(|id| (id.clone(), None));
    let said = entries
        .iter()
        .map(|(id, entry)| (id.clone(), Some(entry.clone())));
    writing.stage_all(said.chain(deleted).collect()).await?;
    for held in entries.values().map(Entry::material) {
        for fingerprint in &held.certificates {
            if let Some(certificate) = material.certificates.get(fingerprint) {
                writing.add_certificate(certificate).await?;
            }
        }
        for fingerprint in &held.requests {
            if let Some(request) = material.requests.get(fingerprint) {
                writing.add_request(request).await?;
            }
        }
        for fingerprint in &held.keys {
            if let Some(key) = material.keys.get(fingerprint) {
                writing.add_key(key).await?;
            }
        }
    }
    writing.record("config-load", "the candidate", "").await?;
    writing.commit().await?;
    Ok(loaded)
}

/// The entries without which there is no configuration.
fn indispensable() -> Result<Vec<EntryId>, EntryIdError> {
    let singles = Kind::ALL.into_iter().filter_map(EntryId::single);
    let services = TlsService::ALL.into_iter().map(EntryId::tls);
    let mut ids: Vec<EntryId> = singles.chain(services).collect();
    for list in ["system", "custom"] {
        ids.push(EntryId::new(Kind::CaList, list)?);
    }
    ids.push(EntryId::new(Kind::Destination, "default")?);
    Ok(ids)
}

/// Why a configuration file was not loaded.
#[derive(Debug, Error)]
pub enum ConfigLoadError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// Changes are pending.
    #[error(transparent)]
    Pending(#[from] MakeRoomError),
    /// The file.
    #[error(transparent)]
    File(#[from] ConfigFileError),
    /// What entries hold.
    #[error(transparent)]
    Material(#[from] MaterialError),
    /// The name of an entry.
    #[error(transparent)]
    Name(#[from] EntryIdError),
    /// A mail flow policy.
    #[error(transparent)]
    Policy(#[from] VerifyWithoutTls),
    /// Its keys are masked.
    #[error(
        "the private keys in this configuration file are masked, so it can be read but not loaded; save it again with \
         encrypted keys"
    )]
    Masked,
    /// Its keys are encrypted.
    #[error("the private keys in this configuration file are encrypted; give their passphrase")]
    NoPassphrase,
    /// An entry that must be there is not.
    #[error(
        "the configuration file has no {id}, without which there is no configuration; save the file again"
    )]
    Incomplete {
        /// The entry.
        id: EntryId,
    },
}

error_names!(ConfigLoadError {
    Self::Masked => "config-keys-masked", "The private keys in a configuration file are masked, so it cannot be loaded.";
    Self::NoPassphrase => "config-passphrase-missing", "The private keys in a configuration file are encrypted, and no passphrase was given.";
    Self::Incomplete { .. } => "config-file-incomplete", "A configuration file lacks an entry that every configuration has.";
    @via Self::Store(error) => error;
    @via Self::Pending(error) => error;
    @via Self::File(error) => error;
    @via Self::Material(error) => error;
    @via Self::Name(error) => error;
    @via Self::Policy(error) => error;
});
