//! Opening the seal of a store with what this process was given.

use std::{env, path::PathBuf};

use certstore::seal::{Access, DataKey, MasterKey, MasterKeySource, SealHeader};

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
    let access = Access {
        credentials_directory: directory.as_deref(),
        passphrase: passphrase.as_ref(),
    };
    Ok(header.unlock(&access)?)
}
