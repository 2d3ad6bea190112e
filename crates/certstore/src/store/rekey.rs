//! Another master key for the store.

use std::path::{Path, PathBuf};

use certcore::error_names;
use thiserror::Error;

use super::{actor::Actor, error::StoreError, handle::Store};
use crate::file::Owner;
use crate::repository::BackendError;
use crate::seal::{KeyFileError, MasterKey, MasterKeySource, NextKey, Nonce, RekeyError, SealHeader, chance};

/// What came of a change of the master key.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Rekeyed {
    /// Where the master key came from.
    pub before: MasterKeySource,
    /// Where it comes from now.
    pub after: MasterKeySource,
    /// Where the earlier key is kept, if it stood where the new one does now; backups open with it.
    pub kept: Option<PathBuf>,
    /// Why octets that the earlier key opens may still be in the store's file or its log.
    pub uncompacted: Option<BackendError>,
    /// Why the new key still waits beside the key file. The store opens with it, and the next opening puts it in place.
    pub unfinished: Option<KeyFileError>,
}

impl Store {
    /// Wraps the data key under another master key; no sealed key and no binding is touched.
    ///
    /// `current` is the master key that opened the store. `next` is the one that comes from `source` from now on: a key
    /// file is written here, in place of the store's own, or elsewhere, where no file may be yet, and belongs to the owner
    /// of the current one, or of the store where there is none; a credential and a passphrase give their key by themselves. A crash at any instant leaves a store that opens, with the old key or
    /// with the new one. An earlier key is kept, in its file or beside the new one, because
    /// backups need it.
    ///
    /// # Errors
    ///
    /// [`StoreRekeyError`]; the store opens as before then.
    pub async fn rekey(
        &self,
        actor: &Actor,
        current: &MasterKey,
        source: MasterKeySource,
        next: &MasterKey,
    ) -> Result<Rekeyed, StoreRekeyError> {
        let mut writing = self.write(actor).await?;
        let header = writing
            .repository()
            .seal_header()
            .await
            .map_err(StoreError::from)?;
        let header = header.ok_or_else(|| StoreError::Unfinished {
            place: self.place().to_owned(),
        })?;
        // The key opened the store, so only another process can have changed it since.
        header.open(current).map_err(|_| StoreRekeyError::Overtaken {
            place: self.place().to_owned(),
        })?;
        let before = header.source().clone();
        let nonce = Nonce::from_random(*chance::draw().map_err(StoreError::from)?);
        let header =
            SealHeader::new(source.clone(), next, &self.data_key, nonce).map_err(StoreError::from)?;
        let file = NewFile::write(&before, &source, current, next, self.backend.owner())?;
        let prepared = async {
            writing.put_seal_header(&header).await?;
            writing
                .record("rekey", &source.to_string(), &format!("before: {before}"))
                .await
        };
        if let Err(error) = prepared.await {
            file.discard();
            return Err(error.into());
        }
        if let Err(error) = writing.commit().await {
            // Where nobody knows whether it is on disk, the file stays: one of the two keys opens the store.
            if !matches!(error, StoreError::Backend(BackendError::OutcomeUnknown { .. })) {
                file.discard();
            }
            return Err(error.into());
        }
        let (kept, unfinished) = match file.promote() {
            Ok(kept) => (kept, None),
            Err(error) => (None, Some(error)),
        };
        // The old header opened with the old key. What of it is left goes as soon as no other process reads it.
        let uncompacted = self.backend.compact().await.err();
        Ok(Rekeyed {
            before,
            after: source,
            kept,
            uncompacted,
            unfinished,
        })
    }
}

/// The file of the new key.
enum NewFile<'a> {
    /// The key does not come from a file.
    None,
    /// One where there was none.
    Elsewhere(&'a Path),
    /// One that waits beside the store's key file.
    Next(NextKey),
}

impl<'a> NewFile<'a> {
    fn write(
        before: &MasterKeySource,
        source: &'a MasterKeySource,
        current: &MasterKey,
        next: &MasterKey,
        owner: Option<Owner>,
    ) -> Result<Self, StoreRekeyError> {
        let MasterKeySource::File { path } = source else {
            return Ok(Self::None);
        };
        // The path that the store names may be that of another store's key: this one was moved, or is a backup.
        if path.opens_with(current) {
            return Ok(Self::Next(path.write_next(current, next, owner)?));
        }
        let owner = match before {
            MasterKeySource::File { path } if path.holds(current) => Owner::at(path.path()),
            _ => None,
        }
        .or(owner);
        path.create_for(next, owner)?;
        Ok(Self::Elsewhere(path.path()))
    }

    /// Takes it back; the store was certainly not changed.
    fn discard(self) {
        // What stays opens nothing and does no harm.
        match self {
            Self::None => {}
            Self::Elsewhere(path) => {
                let _stays = std::fs::remove_file(path);
            }
            Self::Next(next) => {
                let _stays = next.discard();
            }
        }
    }

    fn promote(self) -> Result<Option<PathBuf>, KeyFileError> {
        match self {
            Self::None | Self::Elsewhere(_) => Ok(None),
            Self::Next(next) => next.promote(),
        }
    }
}

/// Why the master key was not changed.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum StoreRekeyError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The current key does not open the store any more.
    #[error(
        "another process changed the master key of the store at {place} meanwhile, so this one was not changed again; run \
         the command again to change it once more"
    )]
    Overtaken {
        /// The place.
        place: String,
    },
    /// The new key file.
    #[error(transparent)]
    File(#[from] KeyFileError),
    /// The key file that is to be replaced.
    #[error(transparent)]
    Next(#[from] RekeyError),
}

error_names!(StoreRekeyError {
    Self::Overtaken { .. } => "store-rekey-overtaken", "Another process changed the master key of the store first.";
    @via Self::Store(error) => error;
    @via Self::File(error) => error;
    @via Self::Next(error) => error;
});
