//! Giving out what a profile in force holds: its chain, or its key with it.

use certcore::{
    error_names,
    key::PrivateKey,
    pkcs12::{Export, Profile as Protection, WriteError},
    secret::Password,
    x509::Certificate,
};
use certstore::{
    entry::{EntryId, Profile},
    store::{Actor, Reading, Store, StoreError},
};
use thiserror::Error;

use super::lookup::{self, LookupError};

/// The certificates that a profile serves.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Chain {
    /// The profile's name.
    pub name: String,
    /// Its certificate, and what is served after it.
    pub certificates: Vec<Certificate>,
    /// What is to be known of it.
    pub findings: Vec<ExportFinding>,
}

/// A private key with its certificates.
#[derive(Clone, Debug)]
pub struct Identity {
    /// The profile's name.
    pub name: String,
    /// The private key.
    pub key: PrivateKey,
    /// The certificate of that key, and what is served after it.
    pub certificates: Vec<Certificate>,
    /// What is to be known of it.
    pub findings: Vec<ExportFinding>,
}

/// A private key with its certificates as a PKCS#12 file.
#[derive(Clone, Debug)]
pub struct Pkcs12File {
    /// The file.
    pub der: Vec<u8>,
    /// What is to be known of it.
    pub findings: Vec<ExportFinding>,
}

/// A PKCS#12 file that is wanted.
#[derive(Clone, Copy, Debug)]
pub struct Pkcs12<'a> {
    /// The profile.
    pub name: &'a str,
    /// How the file is protected.
    pub protection: Protection,
    /// Its password.
    pub password: &'a Password,
}

/// The certificates that a profile in force serves.
///
/// # Errors
///
/// [`ExportError`].
pub async fn chain(store: &Store, name: &str) -> Result<Chain, ExportError> {
    let mut reading = store.read().await?;
    let (id, profile, findings) = in_force(&mut reading, name).await?;
    let certificates = reading.certificates(profile.served()).await?;
    Ok(Chain {
        name: id.name().to_owned(),
        certificates,
        findings,
    })
}

/// The private key of a profile in force with its certificates. The audit log says which key was given out.
///
/// # Errors
///
/// [`ExportError`].
pub async fn key(store: &Store, actor: &Actor, name: &str) -> Result<Identity, ExportError> {
    let identity = identity(store, name).await?;
    record(store, actor, &identity, "PEM").await?;
    Ok(identity)
}

/// The private key of a profile in force with its certificates as a PKCS#12 file, under the profile's name. The audit log
/// says which key was given out.
///
/// # Errors
///
/// [`ExportError`].
pub async fn pkcs12(store: &Store, actor: &Actor, request: &Pkcs12<'_>) -> Result<Pkcs12File, ExportError> {
    let identity = identity(store, request.name).await?;
    let der = write(&identity, request)?;
    let form = format!("PKCS#12 {}", request.protection);
    record(store, actor, &identity, &form).await?;
    Ok(Pkcs12File {
        der,
        findings: identity.findings,
    })
}

fn write(identity: &Identity, request: &Pkcs12<'_>) -> Result<Vec<u8>, ExportError> {
    let Some((leaf, chain)) = identity.certificates.split_first() else {
        return Err(WriteError::KeyDoesNotMatch.into());
    };
    let export = Export {
        key: &identity.key,
        leaf,
        chain,
        friendly_name: Some(&identity.name),
    };
    Ok(export.write(request.protection, request.password)?)
}

async fn identity(store: &Store, name: &str) -> Result<Identity, ExportError> {
    let mut reading = store.read().await?;
    let (id, profile, findings) = in_force(&mut reading, name).await?;
    let certificates = reading.certificates(profile.served()).await?;
    let key = reading.private_key(profile.key).await?;
    Ok(Identity {
        name: id.name().to_owned(),
        key,
        certificates,
        findings,
    })
}

/// The profile as it is in force, and whether what it serves differs from what is staged.
async fn in_force(
    reading: &mut Reading<'_>,
    name: &str,
) -> Result<(EntryId, Profile, Vec<ExportFinding>), ExportError> {
    let id = EntryId::profile(name).map_err(LookupError::from)?;
    let Some(profile) = lookup::in_force(reading, &id).await? else {
        lookup::existing(reading, name).await?;
        return Err(ExportError::NotCommitted {
            name: name.to_owned(),
        });
    };
    let staged = reading.profile(&id).await?;
    let is_the_same = |staged: &Profile| staged.key == profile.key && staged.served().eq(profile.served());
    let findings = if staged.as_ref().is_some_and(is_the_same) {
        Vec::new()
    } else {
        let name = name.to_owned();
        vec![ExportFinding::Staged { name }]
    };
    Ok((id, profile, findings))
}

/// Says in the audit log which key was given out: the name of a profile may stand for another one tomorrow.
async fn record(store: &Store, actor: &Actor, identity: &Identity, form: &str) -> Result<(), StoreError> {
    let key = identity.key.public().identity();
    let mut detail = format!("{form}, key {key}");
    if let Some(certificate) = identity.certificates.first() {
        detail = format!("{detail}, certificate {}", certificate.sha256());
    }
    let subject = format!("profile {}", identity.name);
    let mut writing = store.write(actor).await?;
    writing.record("export-key", &subject, &detail).await?;
    writing.commit().await
}

/// What is to be known of what was given out.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum ExportFinding {
    /// Something else is staged.
    #[error("a change of the profile '{name}' is staged and not in the file, which holds what is in force")]
    Staged {
        /// The profile.
        name: String,
    },
}

error_names!(ExportFinding {
    Self::Staged { .. } => "export-without-staged", "What a profile serves was exported as it is in force, while another certificate or key is staged.";
});

/// Why nothing was given out.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum ExportError {
    /// The profile is staged only. Its key belongs to nothing once the change is taken back.
    #[error("the profile '{name}' is staged and not committed, so it serves nothing yet; commit first")]
    NotCommitted {
        /// The profile.
        name: String,
    },
    /// The file.
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The profile.
    #[error(transparent)]
    Lookup(#[from] LookupError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

error_names!(ExportError {
    Self::NotCommitted { .. } => "profile-not-committed", "A profile is staged and not yet committed.";
    @via Self::Write(error) => error;
    @via Self::Lookup(error) => error;
    @via Self::Store(error) => error;
});
