//! Giving out what a profile holds: its chain, or its key with it.

use certcore::{
    error_names,
    key::PrivateKey,
    pkcs12::{Export, Profile as Protection, WriteError},
    secret::Password,
    x509::Certificate,
};
use certstore::store::{Actor, Store, StoreError};
use thiserror::Error;

use super::lookup::{self, LookupError};

/// The certificates that a profile serves.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Chain {
    /// The profile's name.
    pub name: String,
    /// Its certificate, and what is served after it.
    pub certificates: Vec<Certificate>,
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

/// The certificates that a profile serves.
///
/// # Errors
///
/// [`LookupError`].
pub async fn chain(store: &Store, name: &str) -> Result<Chain, LookupError> {
    let mut reading = store.read().await?;
    let (id, profile) = lookup::existing(&mut reading, name).await?;
    let certificates = reading.certificates(profile.served()).await?;
    Ok(Chain {
        name: id.name().to_owned(),
        certificates,
    })
}

/// The private key of a profile with its certificates. The audit log says that it was given out.
///
/// # Errors
///
/// [`LookupError`].
pub async fn key(store: &Store, actor: &Actor, name: &str) -> Result<Identity, LookupError> {
    let identity = identity(store, name).await?;
    record(store, actor, name, "PEM").await?;
    Ok(identity)
}

/// The private key of a profile with its certificates as a PKCS#12 file, under the profile's name. The audit log says
/// that it was given out.
///
/// # Errors
///
/// [`ExportError`].
pub async fn pkcs12(store: &Store, actor: &Actor, request: &Pkcs12<'_>) -> Result<Vec<u8>, ExportError> {
    let identity = identity(store, request.name).await?;
    let der = write(&identity, request)?;
    record(
        store,
        actor,
        request.name,
        &format!("PKCS#12 {}", request.protection),
    )
    .await?;
    Ok(der)
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

async fn identity(store: &Store, name: &str) -> Result<Identity, LookupError> {
    let mut reading = store.read().await?;
    let (id, profile) = lookup::existing(&mut reading, name).await?;
    let certificates = reading.certificates(profile.served()).await?;
    let key = reading.private_key(profile.key).await?;
    Ok(Identity {
        name: id.name().to_owned(),
        key,
        certificates,
    })
}

async fn record(store: &Store, actor: &Actor, name: &str, form: &str) -> Result<(), StoreError> {
    let mut writing = store.write(actor).await?;
    writing
        .record("export-key", &format!("profile {name}"), form)
        .await?;
    writing.commit().await
}

/// Why no PKCS#12 file was made.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum ExportError {
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
    @via Self::Write(error) => error;
    @via Self::Lookup(error) => error;
    @via Self::Store(error) => error;
});
