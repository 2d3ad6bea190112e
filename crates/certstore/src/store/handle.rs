//! An opened store.

use std::fmt;

use super::{actor::Actor, error::StoreError, reading::Reading, url::StoreUrl, writing::Writing};
use crate::{
    repository::{Access, Backend, RevisionNumber},
    seal::{DataKey, SealHeader},
    sqlite::SqliteBackend,
};

/// An opened store, whose sealed keys can be opened.
pub struct Store {
    pub(super) backend: Box<dyn Backend>,
    pub(super) data_key: DataKey,
}

impl Store {
    /// Begins an empty store whose keys are sealed under `data_key`, as `header` says.
    ///
    /// # Errors
    ///
    /// [`StoreError`] where there is a store already, or none can be made.
    pub async fn create(
        url: &StoreUrl,
        header: &SealHeader,
        data_key: DataKey,
    ) -> Result<NewStore, StoreError> {
        let backend: Box<dyn Backend> = match url {
            StoreUrl::Sqlite(path) => Box::new(SqliteBackend::create(path).await?),
        };
        let store = Self { backend, data_key };
        let sealed = async {
            let mut repository = store.backend.begin(Access::Write).await?;
            repository.put_seal_header(header).await?;
            repository.commit().await
        };
        let sealed = sealed.await;
        let begun = NewStore(store);
        match sealed {
            Ok(()) => Ok(begun),
            Err(error) => {
                begun.discard().await;
                Err(error.into())
            }
        }
    }

    /// Opens a store. `unlock` gets the data key out of the store's header, before anything else is read or changed. It is
    /// asked once more where the master key was changed at that moment.
    ///
    /// # Errors
    ///
    /// [`StoreError`], or why `unlock` could not; the store is as it was then. [`StoreError::Unfinished`] for a store
    /// without a revision.
    pub async fn open<E: From<StoreError>>(
        url: &StoreUrl,
        unlock: impl FnMut(&SealHeader) -> Result<DataKey, E>,
    ) -> Result<Self, E> {
        let backend: Box<dyn Backend> = match url {
            StoreUrl::Sqlite(path) => Box::new(SqliteBackend::open(path).await.map_err(StoreError::from)?),
        };
        match unlocked(&*backend, unlock).await {
            Ok(data_key) => Ok(Self { backend, data_key }),
            Err(error) => {
                backend.close().await;
                Err(error)
            }
        }
    }

    /// The place, as people name it.
    pub fn place(&self) -> &str {
        self.backend.place()
    }

    /// Begins to read one consistent state.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn read(&self) -> Result<Reading<'_>, StoreError> {
        Ok(Reading::new(
            self.backend.begin(Access::Read).await?,
            &self.data_key,
        ))
    }

    /// Begins to write. There is one writer at a time; others wait.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn write(&self, actor: &Actor) -> Result<Writing<'_>, StoreError> {
        let repository = self.backend.begin(Access::Write).await?;
        Ok(Writing::new(
            Reading::new(repository, &self.data_key),
            actor.clone(),
        ))
    }

    /// Ends all use of the store.
    pub async fn close(&self) {
        self.backend.close().await;
    }
}

/// A store that was begun and is not at its place yet.
#[derive(Debug)]
pub struct NewStore(Store);

impl NewStore {
    /// The store, to be filled.
    pub const fn store(&self) -> &Store {
        &self.0
    }

    /// Puts it at its place, complete and on disk.
    ///
    /// # Errors
    ///
    /// [`StoreError`] where there is something by now, or it cannot be put there; nothing stays of it then.
    pub async fn publish(self) -> Result<Store, StoreError> {
        let Store { backend, data_key } = self.0;
        let backend = backend.publish().await?;
        Ok(Store { backend, data_key })
    }

    /// Gives it up; nothing stays of it.
    pub async fn discard(self) {
        self.0.close().await;
    }
}

/// The data key of a store, which is brought up to date once it is there.
async fn unlocked<E: From<StoreError>>(
    backend: &dyn Backend,
    mut unlock: impl FnMut(&SealHeader) -> Result<DataKey, E>,
) -> Result<DataKey, E> {
    let (header, head) = sealed(backend).await?;
    let data_key = match unlock(&header) {
        Ok(data_key) => data_key,
        // The header and the key file of a changed master key are not read at one instant.
        Err(error) => match sealed(backend).await? {
            (again, _) if again == header => return Err(error),
            (again, _) => unlock(&again)?,
        },
    };
    if head == RevisionNumber::NONE {
        return Err(unfinished(backend).into());
    }
    backend.prepare().await.map_err(StoreError::from)?;
    Ok(data_key)
}

/// The header, and the last revision.
async fn sealed(backend: &dyn Backend) -> Result<(SealHeader, RevisionNumber), StoreError> {
    let mut repository = backend.begin(Access::Read).await?;
    let header = repository.seal_header().await?;
    let head = repository.head().await?;
    Ok((header.ok_or_else(|| unfinished(backend))?, head))
}

fn unfinished(backend: &dyn Backend) -> StoreError {
    StoreError::Unfinished {
        place: backend.place().to_owned(),
    }
}

impl fmt::Debug for Store {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Store({})", self.place())
    }
}
