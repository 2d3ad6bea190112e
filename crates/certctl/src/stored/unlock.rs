//! Opening the seal of a store with what this process was given.

use std::{
    env,
    path::{PathBuf, absolute},
};

use certstore::{
    seal::{Access, DataKey, KeyFile, MasterKey, MasterKeySource, SealHeader},
    store::StoreUrl,
};

use crate::{
    cli::password::StorePassphrase,
    failure::Failure,
    password::{self, Prompt},
    session::Session,
};

/// The folder of systemd's credentials, if this process has one.
pub(crate) fn credentials_directory() -> Option<PathBuf> {
    env::var_os("CREDENTIALS_DIRECTORY").map(PathBuf::from)
}

/// Gets the data key of a store; asks for the passphrase only where the store is sealed under one.
///
/// # Errors
///
/// Why the master key cannot be had, or that it is another store's.
pub(crate) fn unlock(
    url: &StoreUrl,
    header: &SealHeader,
    arguments: &StorePassphrase,
    session: &mut Session,
) -> Result<(MasterKey, DataKey), Failure> {
    let passphrase = match header.source() {
        MasterKeySource::Passphrase { .. } => Some(password::obtain(
            &arguments.given(),
            "the store",
            Prompt::Existing,
            session,
        )?),
        MasterKeySource::File { .. } | MasterKeySource::Credential { .. } => None,
    };
    let directory = credentials_directory();
    let beside = beside(url);
    let access = Access {
        credentials_directory: directory.as_deref(),
        passphrase: passphrase.as_ref(),
        key_file_beside: beside.as_ref(),
    };
    Ok(header.unlock(&access)?)
}

/// Where the key file of a store is made: the store's own name with `.key` at its end.
fn beside(url: &StoreUrl) -> Option<KeyFile> {
    let StoreUrl::Sqlite(store) = url;
    let mut path = absolute(store).ok()?.into_os_string();
    path.push(".key");
    KeyFile::new(path).ok()
}
