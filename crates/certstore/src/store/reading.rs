//! One consistent state of the store, with the candidate over what is in force.

use std::collections::BTreeMap;

use certcore::{
    fingerprint::Fingerprint,
    key::PrivateKey,
    x509::{Certificate, CertificateRequest},
};

use super::error::StoreError;
use crate::{
    entry::{Entry, EntryId, Kind, Profile},
    repository::{CertificateFacts, Questions, Repository, RevisionNumber, SealedKey, StagedChange},
    seal::DataKey,
};

/// One consistent state of the store.
///
/// Questions about entries are answered with the candidate laid over what is in force, as a person who edits sees it.
/// What is in force alone is asked of the [`repository`](Self::repository).
pub struct Reading<'s> {
    pub(super) repository: Box<dyn Repository>,
    pub(super) data_key: &'s DataKey,
}

/// An entry as it stands with the candidate.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Effective {
    /// Which entry.
    pub id: EntryId,
    /// What it says.
    pub entry: Entry,
    /// The revision that wrote it; `None` while it is only staged.
    pub since: Option<RevisionNumber>,
}

impl<'s> Reading<'s> {
    pub(super) fn new(repository: Box<dyn Repository>, data_key: &'s DataKey) -> Self {
        Self { repository, data_key }
    }

    /// What the backend holds, without the candidate. Nothing is changed past [`Writing`](super::Writing), which keeps
    /// the record of it.
    ///
    /// ```
    /// # use certstore::{repository::StagedChange, store::Reading};
    /// async fn is_staged(reading: &mut Reading<'_>, change: &StagedChange) -> bool {
    ///     let found = reading.repository().staged_change(&change.id).await;
    ///     found.is_ok_and(|found| found.is_some())
    /// }
    /// ```
    ///
    /// ```compile_fail
    /// # use certstore::{repository::StagedChange, store::Reading};
    /// async fn stage(reading: &mut Reading<'_>, change: &StagedChange) -> bool {
    ///     reading.repository().stage(change).await.is_ok()
    /// }
    /// ```
    pub fn repository(&mut self) -> &mut dyn Questions {
        &mut *self.repository
    }

    /// An entry.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn entry(&mut self, id: &EntryId) -> Result<Option<Effective>, StoreError> {
        if let Some(change) = self.repository.staged_change(id).await? {
            return Ok(change.entry.map(|entry| Effective {
                id: id.clone(),
                entry,
                since: None,
            }));
        }
        let version = self.repository.entry(id).await?;
        Ok(version.map(|version| Effective {
            id: version.id,
            entry: version.entry,
            since: Some(version.since),
        }))
    }

    /// The entries of one kind or all, in the order of kinds and names.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn entries(&mut self, kind: Option<Kind>) -> Result<Vec<Effective>, StoreError> {
        let in_force = self.repository.entries(kind).await?;
        let mut found: BTreeMap<EntryId, Effective> = in_force
            .into_iter()
            .map(|version| {
                let effective = Effective {
                    id: version.id.clone(),
                    entry: version.entry,
                    since: Some(version.since),
                };
                (version.id, effective)
            })
            .collect();
        for change in self.repository.staged().await? {
            if kind.is_some_and(|kind| kind != change.id.kind()) {
                continue;
            }
            let id = change.id;
            match change.entry {
                None => found.remove(&id),
                Some(entry) => found.insert(
                    id.clone(),
                    Effective {
                        id,
                        entry,
                        since: None,
                    },
                ),
            };
        }
        Ok(found.into_values().collect())
    }

    /// A profile.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn profile(&mut self, id: &EntryId) -> Result<Option<Profile>, StoreError> {
        let found = self.entry(id).await?;
        Ok(found.and_then(|effective| effective.entry.try_into().ok()))
    }

    /// The entries that name this one, in the order of kinds and names.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn referrers(&mut self, id: &EntryId) -> Result<Vec<EntryId>, StoreError> {
        let mut found = self.repository.referrers(id).await?;
        for change in self.repository.staged().await? {
            found.retain(|referrer| *referrer != change.id);
            let names = change.entry.as_ref().map(|entry| entry.references(&change.id));
            if names.is_some_and(|names| names.contains(id)) {
                found.push(change.id);
            }
        }
        found.sort();
        Ok(found)
    }

    /// The staged changes whose entry another commit touched after their author had looked.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn conflicts(&mut self) -> Result<Vec<StagedChange>, StoreError> {
        Ok(self.repository.conflicts().await?)
    }

    /// A certificate that an entry names.
    ///
    /// # Errors
    ///
    /// [`StoreError::MaterialMissing`] when it is not there.
    pub async fn certificate(&mut self, fingerprint: Fingerprint) -> Result<Certificate, StoreError> {
        let found = self.repository.certificate(fingerprint).await?;
        found.ok_or(StoreError::MaterialMissing {
            what: "certificate",
            fingerprint,
        })
    }

    /// What lists show of a certificate that an entry names.
    ///
    /// # Errors
    ///
    /// [`StoreError::MaterialMissing`] when it is not there.
    pub async fn certificate_facts(
        &mut self,
        fingerprint: Fingerprint,
    ) -> Result<CertificateFacts, StoreError> {
        let found = self.repository.certificate_facts(fingerprint).await?;
        found.ok_or(StoreError::MaterialMissing {
            what: "certificate",
            fingerprint,
        })
    }

    /// Certificates that an entry names.
    ///
    /// # Errors
    ///
    /// [`StoreError::MaterialMissing`] when one is not there.
    pub async fn certificates(
        &mut self,
        fingerprints: impl IntoIterator<Item = Fingerprint>,
    ) -> Result<Vec<Certificate>, StoreError> {
        let mut found = Vec::new();
        for fingerprint in fingerprints {
            found.push(self.certificate(fingerprint).await?);
        }
        Ok(found)
    }

    /// A request that an entry names.
    ///
    /// # Errors
    ///
    /// [`StoreError::MaterialMissing`] when it is not there.
    pub async fn request(&mut self, fingerprint: Fingerprint) -> Result<CertificateRequest, StoreError> {
        let found = self.repository.request(fingerprint).await?;
        found.ok_or(StoreError::MaterialMissing {
            what: "request",
            fingerprint,
        })
    }

    /// A private key that an entry names, opened.
    ///
    /// # Errors
    ///
    /// [`StoreError::MaterialMissing`] when it is not there, [`StoreError::Open`] when its seal was changed, and
    /// [`StoreError::KeyDamaged`] when it is no key of this public half.
    pub async fn private_key(&mut self, fingerprint: Fingerprint) -> Result<PrivateKey, StoreError> {
        let found = self.repository.sealed_key(fingerprint).await?;
        let found = found.ok_or(StoreError::MaterialMissing {
            what: "key",
            fingerprint,
        })?;
        unsealed(self.data_key, &found)
    }
}

/// The key in a seal, compared with the fingerprint that it is kept under.
pub(super) fn unsealed(data_key: &DataKey, kept: &SealedKey) -> Result<PrivateKey, StoreError> {
    let SealedKey { fingerprint, sealed } = kept;
    let damaged = |reason: String| StoreError::KeyDamaged {
        fingerprint: *fingerprint,
        reason,
    };
    let der = data_key.open(&label(*fingerprint), sealed)?;
    let key = PrivateKey::read_der(&der, None).map_err(|error| damaged(error.to_string()))?;
    let computed = key.public().identity();
    if computed == *fingerprint {
        Ok(key)
    } else {
        Err(damaged(format!("it is the key {computed}")))
    }
}

/// What ties a sealed key to its place.
pub(super) fn label(fingerprint: Fingerprint) -> String {
    format!("key {fingerprint}")
}
