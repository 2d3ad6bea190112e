//! Opening the store that a command works on.

use std::path::{Path, absolute};

use certcore::error_names;
use certstore::{
    audit::Origin,
    seal::{DataKey, KeyFile, MasterKey, SealHeader},
    store::{Actor, Store, StoreError, StoreUrl},
};
use thiserror::Error;
use tokio::runtime::Runtime;

use super::{author::author, unlock::unlock};
use crate::{cli::store::StoreArguments, clock::now, failure::Failure, session::Session};

/// An opened store, and who works on it.
#[derive(Debug)]
pub(crate) struct Opened {
    /// The store.
    pub(crate) store: Store,
    /// Who works.
    pub(crate) actor: Actor,
    runtime: Runtime,
}

impl Opened {
    /// A store that was opened or made on `runtime`.
    pub(crate) const fn new(store: Store, actor: Actor, runtime: Runtime) -> Self {
        Self {
            store,
            actor,
            runtime,
        }
    }

    /// Waits for an operation.
    pub(crate) fn wait<T>(&self, operation: impl Future<Output = T>) -> T {
        self.runtime.block_on(operation)
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        // The last process that closes the store takes its log in.
        self.runtime.block_on(self.store.close());
    }
}

/// Opens the store that the arguments or the environment name.
///
/// # Errors
///
/// Why there is no store, or why it does not open.
pub(crate) fn open(arguments: &StoreArguments, session: &mut Session) -> Result<Opened, Failure> {
    Ok(open_with_master_key(arguments, session)?.0)
}

/// Opens the store, and gives the master key that opened it.
///
/// # Errors
///
/// As [`open`].
pub(crate) fn open_with_master_key(
    arguments: &StoreArguments,
    session: &mut Session,
) -> Result<(Opened, MasterKey), Failure> {
    let url = url(arguments)?;
    open_by(arguments, |header| {
        unlock(url, header, &arguments.passphrase, session)
    })
}

/// Opens the store with a key file that is not the one that it names.
///
/// # Errors
///
/// As [`open`].
pub(crate) fn open_by_file(arguments: &StoreArguments, file: &Path) -> Result<Opened, Failure> {
    let file = KeyFile::new(absolute(file).unwrap_or_else(|_| file.to_owned()))?;
    let opened = open_by(arguments, |header| {
        let master = file.read()?;
        let data_key = header.open(&master)?;
        Ok((master, data_key))
    })?;
    Ok(opened.0)
}

fn open_by(
    arguments: &StoreArguments,
    mut unlock: impl FnMut(&SealHeader) -> Result<(MasterKey, DataKey), Failure>,
) -> Result<(Opened, MasterKey), Failure> {
    let url = url(arguments)?;
    let runtime = runtime()?;
    let mut used = None;
    let store = runtime.block_on(Store::open(url, |header| {
        let (master, data_key) = unlock(header)?;
        used = Some(master);
        Ok::<_, Failure>(data_key)
    }))?;
    // A store that opened was unlocked.
    let master = used.ok_or(StoreNotNamed)?;
    Ok((Opened::new(store, actor(arguments), runtime), master))
}

/// The store that the arguments or the environment name.
///
/// # Errors
///
/// [`StoreNotNamed`].
pub(crate) fn url(arguments: &StoreArguments) -> Result<&StoreUrl, StoreNotNamed> {
    arguments.store.as_ref().ok_or(StoreNotNamed)
}

/// Who works on the command line, now.
pub(crate) fn actor(arguments: &StoreArguments) -> Actor {
    Actor {
        author: author(arguments.author.as_deref()),
        origin: Origin::Cli,
        at: now(),
    }
}

/// What drives the operations.
///
/// # Errors
///
/// [`StoreError`] when the operating system gives no thread.
pub(crate) fn runtime() -> Result<Runtime, StoreError> {
    tokio::runtime::Builder::new_current_thread()
        .enable_time()
        .build()
        .map_err(|error| {
            StoreError::from(certstore::repository::BackendError::Unavailable {
                place: "this machine".to_owned(),
                reason: error.to_string(),
            })
        })
}

/// No store was named.
#[derive(Clone, Copy, Debug, Eq, Error, PartialEq)]
#[error("no store is named; add --store sqlite:PATH, or put it into the environment variable CERTCTL_STORE")]
pub(crate) struct StoreNotNamed;

error_names!(StoreNotNamed {
    _ => "store-not-named", "A command on the store was given no store.";
});
