//! Saving the configuration in force as one file.

use std::fmt::Write as _;

use certcore::{
    error_names,
    key::{KeyEncryption, KeyWriteError},
    secret::Password,
};
use certstore::{
    entry::{Entry, EntryId, Material},
    repository::RevisionNumber,
    store::{Actor, Reading, Store, StoreError},
};
use chrono::SecondsFormat;
use serde_json::json;
use thiserror::Error;
use zeroize::Zeroizing;

use super::document::{ConfigFileError, FORMAT, KeyForm, MASKED, check_count, check_size};

/// How private keys are saved.
#[derive(Clone, Copy, Debug)]
pub enum Keys<'a> {
    /// Not at all: the file shows the configuration and cannot be loaded.
    Masked,
    /// As PKCS#8 under this passphrase.
    Encrypted(&'a Password),
    /// As PKCS#8 that everyone can read who has the file.
    Plain,
}

impl Keys<'_> {
    /// Their form, without the passphrase.
    pub const fn form(&self) -> KeyForm {
        match self {
            Self::Masked => KeyForm::Masked,
            Self::Encrypted(_) => KeyForm::Encrypted,
            Self::Plain => KeyForm::Plain,
        }
    }
}

/// A saved configuration.
pub struct Saved {
    /// The file. It holds private keys unless they are masked.
    pub text: Zeroizing<String>,
    /// The revision that it is of.
    pub revision: RevisionNumber,
    /// How many entries it has.
    pub entries: usize,
    /// How many certificates.
    pub certificates: usize,
    /// How many private keys, masked or not.
    pub keys: usize,
}

/// Saves what is in force; what is only staged is left out. The audit log tells who did it, and in which form the keys
/// were.
///
/// # Errors
///
/// [`ConfigSaveError`]
pub async fn save(store: &Store, actor: &Actor, keys: Keys<'_>) -> Result<Saved, ConfigSaveError> {
    // Encrypting many keys takes long, and would keep others waiting who want to write.
    let mut reading = store.read().await?;
    let revision = reading.repository().head().await.map_err(StoreError::from)?;
    let entries = reading
        .repository()
        .entries(None)
        .await
        .map_err(StoreError::from)?;
    let mut material = Material::default();
    // Room enough that it seldom moves, because what moves leaves a copy behind.
    let mut text = Zeroizing::new(String::with_capacity(1 << 20));
    let saved_at = actor.at.to_rfc3339_opts(SecondsFormat::Secs, true);
    line(
        &mut text,
        "# The configuration of a mail gateway, saved by certctl config save.",
    );
    line(&mut text, "# Load it with certctl config load.");
    line(&mut text, &format!("format = \"{FORMAT}\""));
    line(&mut text, &format!("saved_at = \"{saved_at}\""));
    line(&mut text, &format!("keys = \"{}\"", keys.form()));
    for version in &entries {
        material.extend(version.entry.material());
        line(&mut text, "");
        text.push_str(&table(&version.id, &version.entry)?);
    }
    let counted = (material.certificates.len(), material.keys.len());
    write_material(&mut text, &mut reading, material, keys).await?;
    drop(reading);
    if !matches!(keys, Keys::Masked) {
        // What cannot be loaded is no copy of the configuration.
        check_count(entries.len())?;
        check_size(&text)?;
    }
    let detail = format!("revision {revision}, keys {}", keys.form());
    let mut writing = store.write(actor).await?;
    writing
        .record("config-save", "the configuration", &detail)
        .await?;
    writing.commit().await?;
    Ok(Saved {
        text,
        revision,
        entries: entries.len(),
        certificates: counted.0,
        keys: counted.1,
    })
}

/// One entry as a table of its own.
fn table(id: &EntryId, entry: &Entry) -> Result<String, ConfigSaveError> {
    let failed = |reason: String| ConfigSaveError::Entry {
        id: id.clone(),
        reason,
    };
    let body = entry.to_json().map_err(|error| failed(error.to_string()))?;
    let kind = id.kind().as_str();
    let nested = if id.kind().is_single() {
        json!({ kind: body })
    } else {
        json!({ kind: { id.name(): body } })
    };
    let table = toml::Table::try_from(&nested).map_err(|error| failed(error.to_string()))?;
    toml::to_string(&table).map_err(|error| failed(error.to_string()))
}

async fn write_material(
    text: &mut Zeroizing<String>,
    reading: &mut Reading<'_>,
    material: Material,
    keys: Keys<'_>,
) -> Result<(), ConfigSaveError> {
    if !material.certificates.is_empty() {
        line(text, "\n[certificate]");
    }
    for fingerprint in material.certificates {
        let pem = reading.certificate(fingerprint).await?.write_pem();
        pem_field(text, &fingerprint.to_string(), &pem);
    }
    if !material.requests.is_empty() {
        line(text, "\n[request]");
    }
    for fingerprint in material.requests {
        let pem = reading.request(fingerprint).await?.write_pem();
        pem_field(text, &fingerprint.to_string(), &pem);
    }
    if !material.keys.is_empty() {
        line(text, "\n[key]");
    }
    let mut encryption = match keys {
        Keys::Encrypted(passphrase) => Some(KeyEncryption::new(passphrase)?),
        Keys::Masked | Keys::Plain => None,
    };
    for fingerprint in material.keys {
        if matches!(keys, Keys::Masked) {
            line(text, &format!("{fingerprint} = \"{MASKED}\""));
            continue;
        }
        let key = reading.private_key(fingerprint).await?;
        let pem = match &mut encryption {
            Some(encryption) => Zeroizing::new(encryption.write_pem(&key)?),
            None => key.write_pem()?,
        };
        // PEM is ASCII; borrowed, so there is no copy that is not overwritten.
        pem_field(text, &fingerprint.to_string(), &String::from_utf8_lossy(&pem));
    }
    Ok(())
}

fn line(text: &mut String, line: &str) {
    text.push_str(line);
    text.push('\n');
}

/// PEM has neither a quotation mark nor a backslash, so it can stand as it is.
fn pem_field(text: &mut String, name: &str, pem: &str) {
    // Writing into a text does not fail.
    let _written = writeln!(text, "{name} = \"\"\"");
    text.push_str(pem.trim_end());
    text.push_str("\n\"\"\"\n");
}

/// Why the configuration could not be saved.
#[derive(Debug, Error)]
pub enum ConfigSaveError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// A key could not be written.
    #[error(transparent)]
    Key(#[from] KeyWriteError),
    /// It is too large to be loaded again.
    #[error(transparent)]
    Size(#[from] ConfigFileError),
    /// An entry could not be written.
    #[error("{id}: it cannot be written as TOML: {reason}; this is a bug in certctl")]
    Entry {
        /// Which one.
        id: EntryId,
        /// What the writer said.
        reason: String,
    },
}

error_names!(ConfigSaveError {
    Self::Entry { .. } => "config-save-failed", "An entry could not be written as TOML, which is a bug.";
    @via Self::Store(error) => error;
    @via Self::Key(error) => error;
    @via Self::Size(error) => error;
});
