//! A transaction that changes the store.

use std::{
    collections::BTreeMap,
    ops::{Deref, DerefMut},
};

use certcore::{
    key::PrivateKey,
    x509::{Certificate, CertificateRequest},
};
use serde::Serialize;

use super::{
    actor::Actor,
    error::StoreError,
    reading::{Reading, label, unsealed},
};
use crate::{
    audit::{Head, Link, Record},
    entry::{Entry, EntryId, Material},
    repository::{Alert, RevisionNumber, RevisionRecord, SealedKey, StagedChange},
    seal::{Nonce, SealHeader, chance},
};

/// The act of a commit in the audit log; its subject is `revision NUMBER`.
pub(super) const COMMIT: &str = "commit";

/// A transaction that changes the store; all that a [`Reading`] answers, it answers too.
///
/// When it is dropped without [`commit`](Self::commit), nothing happened.
pub struct Writing<'s> {
    reading: Reading<'s>,
    actor: Actor,
    /// What staged changes held that are not staged any more.
    released: Material,
}

/// What came of a key that was to be kept.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum KeptKey {
    /// There was none of its public half.
    New,
    /// It was there.
    Known,
    /// It took the place of a damaged one, at once and for all that name it.
    Repaired,
}

impl<'s> Writing<'s> {
    pub(super) fn new(reading: Reading<'s>, actor: Actor) -> Self {
        Self {
            reading,
            actor,
            released: Material::default(),
        }
    }

    /// Who writes.
    pub const fn actor(&self) -> &Actor {
        &self.actor
    }

    /// Stages what an entry shall say, or with `None` that it shall be deleted, seen from the last revision.
    ///
    /// A change that says what is in force is no change: it takes an earlier one back. A change over one that is staged
    /// already is as old as that one: it was made out of it, so what another commit did meanwhile stays a conflict until
    /// it is [taken back](Self::unstage).
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn stage(&mut self, id: &EntryId, entry: Option<Entry>) -> Result<(), StoreError> {
        let head = self.repository.head().await?;
        self.stage_on(id, entry, head).await
    }

    /// Stages as [`stage`](Self::stage) does, for an author who looked at an earlier revision.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn stage_on(
        &mut self,
        id: &EntryId,
        entry: Option<Entry>,
        base: RevisionNumber,
    ) -> Result<(), StoreError> {
        self.stage_all_on([(id.clone(), entry)].into(), base).await
    }

    /// Stages as [`stage`](Self::stage) does, for many entries, with as many queries as for one.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn stage_all(&mut self, entries: BTreeMap<EntryId, Option<Entry>>) -> Result<(), StoreError> {
        let head = self.repository.head().await?;
        self.stage_all_on(entries, head).await
    }

    async fn stage_all_on(
        &mut self,
        entries: BTreeMap<EntryId, Option<Entry>>,
        base: RevisionNumber,
    ) -> Result<(), StoreError> {
        for (id, entry) in &entries {
            if let Some(entry) = entry {
                entry.confirm(id)?;
            }
        }
        let ids: Vec<EntryId> = entries.keys().cloned().collect();
        let active = self.repository.entries_of(&ids).await?;
        let active: BTreeMap<EntryId, Entry> = active
            .into_iter()
            .map(|version| (version.id, version.entry))
            .collect();
        let mut before = self.staged_of(&ids).await?;
        let (mut changes, mut taken_back, mut acts) = (Vec::new(), Vec::new(), Vec::new());
        for (id, entry) in entries {
            let earlier = before.remove(&id);
            let active = active.get(&id);
            if active == entry.as_ref() {
                taken_back.extend(earlier);
                continue;
            }
            let act = match (active, &entry) {
                (_, None) => "stage-delete",
                (None, Some(_)) => "stage-add",
                (Some(_), Some(_)) => "stage-change",
            };
            acts.push((act, id.to_string()));
            changes.push(StagedChange {
                id,
                entry,
                base: earlier.as_ref().map_or(base, |earlier| earlier.base.min(base)),
                author: self.actor.author.clone(),
                origin: self.actor.origin,
                at: self.actor.at,
            });
            self.release(earlier);
        }
        if !changes.is_empty() {
            self.repository.stage(&changes).await?;
        }
        self.record_all(&acts).await?;
        self.take_back(taken_back).await
    }

    /// What is staged for these entries. A few are looked up, many are picked out of all that is staged.
    async fn staged_of(&mut self, ids: &[EntryId]) -> Result<BTreeMap<EntryId, StagedChange>, StoreError> {
        let staged = match ids {
            [id] => self.repository.staged_change(id).await?.into_iter().collect(),
            _ => self.repository.staged().await?,
        };
        let staged = staged.into_iter().map(|change| (change.id.clone(), change));
        Ok(staged.collect())
    }

    async fn take_back(&mut self, changes: Vec<StagedChange>) -> Result<(), StoreError> {
        if changes.is_empty() {
            return Ok(());
        }
        let ids: Vec<EntryId> = changes.iter().map(|change| change.id.clone()).collect();
        self.repository.unstage(&ids).await?;
        for change in changes {
            self.release(Some(change));
        }
        let acts: Vec<_> = ids.iter().map(|id| ("unstage", id.to_string())).collect();
        self.record_all(&acts).await
    }

    /// Takes what is staged for an entry back, with the keys and certificates that came with it.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn unstage(&mut self, id: &EntryId) -> Result<(), StoreError> {
        let change = self.repository.staged_change(id).await?;
        self.take_back(change.into_iter().collect()).await
    }

    /// Takes everything that is staged back; says of which entries.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn unstage_all(&mut self) -> Result<Vec<EntryId>, StoreError> {
        let staged = self.repository.staged().await?;
        let ids = staged.iter().map(|change| change.id.clone()).collect();
        self.take_back(staged).await?;
        Ok(ids)
    }

    /// Puts changes in force as a new revision, and takes them out of the candidate. What else is staged for the same
    /// entries stays, and is in conflict from then on.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn publish(
        &mut self,
        changes: &[StagedChange],
        comment: Option<&str>,
    ) -> Result<RevisionRecord, StoreError> {
        let number = self.repository.head().await?.next();
        let revision = RevisionRecord {
            number,
            author: self.actor.author.clone(),
            origin: self.actor.origin,
            at: self.actor.at,
            comment: comment.map(str::to_owned),
        };
        self.repository.add_revision(&revision).await?;
        for change in changes {
            self.repository
                .replace(&change.id, change.entry.as_ref(), number)
                .await?;
            if self.repository.staged_change(&change.id).await?.as_ref() == Some(change) {
                self.repository.unstage(std::slice::from_ref(&change.id)).await?;
            }
        }
        let names: Vec<String> = changes.iter().map(|change| change.id.to_string()).collect();
        self.record(COMMIT, &format!("revision {number}"), &names.join(", "))
            .await?;
        Ok(revision)
    }

    /// Keeps a certificate; an entry that names it must be staged in the same transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn add_certificate(&mut self, certificate: &Certificate) -> Result<(), StoreError> {
        Ok(self.repository.add_certificate(certificate).await?)
    }

    /// Keeps a request; an entry that names it must be staged in the same transaction.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn add_request(&mut self, request: &CertificateRequest) -> Result<(), StoreError> {
        Ok(self.repository.add_request(request).await?)
    }

    /// Seals and keeps a private key; an entry that names it must be staged in the same transaction.
    ///
    /// Keys are kept by their public halves. Where the one that is kept is damaged this one takes its place, for every
    /// version of every profile that names it, and the audit log says so.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn add_key(&mut self, key: &PrivateKey) -> Result<KeptKey, StoreError> {
        let fingerprint = key.public().identity();
        let der = key.write_der()?;
        let kept = match self.repository.sealed_key(fingerprint).await? {
            None => KeptKey::New,
            Some(found) => match unsealed(self.data_key, &found) {
                Ok(known) if *known.write_der()? == *der => return Ok(KeptKey::Known),
                // The same key in other numbers.
                Ok(_) => KeptKey::Known,
                Err(_) => KeptKey::Repaired,
            },
        };
        let nonce = Nonce::from_random(*chance::draw()?);
        let sealed = self.data_key.seal(&label(fingerprint), &der, nonce)?;
        self.repository
            .put_sealed_key(&SealedKey { fingerprint, sealed })
            .await?;
        if kept == KeptKey::Repaired {
            self.record("repair-key", &label(fingerprint), "").await?;
        }
        Ok(kept)
    }

    /// Writes a notice, unless one with its key was ever written; says whether it is new.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn add_alert(&mut self, alert: &Alert) -> Result<bool, StoreError> {
        Ok(self.repository.add_alert(alert).await?)
    }

    /// Writes how the keys of the store are sealed.
    pub(super) async fn put_seal_header(&mut self, header: &SealHeader) -> Result<(), StoreError> {
        Ok(self.repository.put_seal_header(header).await?)
    }

    /// Writes into the audit log.
    ///
    /// # Errors
    ///
    /// [`StoreError`].
    pub async fn record(&mut self, action: &str, subject: &str, detail: &str) -> Result<(), StoreError> {
        self.append([(action, subject, detail)]).await
    }

    /// Writes acts with their subjects into the audit log, in this order.
    async fn record_all(&mut self, acts: &[(&str, String)]) -> Result<(), StoreError> {
        self.append(
            acts.iter()
                .map(|(action, subject)| (*action, subject.as_str(), "")),
        )
        .await
    }

    async fn append<'a>(
        &mut self,
        acts: impl IntoIterator<Item = (&'a str, &'a str, &'a str)>,
    ) -> Result<(), StoreError> {
        let mut head = self.repository.audit_head().await?;
        let Actor { author, origin, at } = &self.actor;
        let mut links = Vec::new();
        for (action, subject, detail) in acts {
            let record = Record::new(
                head.next_sequence(),
                *at,
                author,
                *origin,
                action,
                subject,
                detail,
            );
            let hash = record.hash(&head.hash);
            head = Head {
                sequence: record.sequence,
                hash,
            };
            links.push(Link { record, hash });
        }
        Ok(self.reading.repository.append_links(&links).await?)
    }

    /// Makes it so: when this returns, the changes survive a crash.
    ///
    /// # Errors
    ///
    /// [`StoreError`]. Nothing was changed then, unless it is [`BackendError::OutcomeUnknown`]: nobody knows after that.
    ///
    /// [`BackendError::OutcomeUnknown`]: crate::repository::BackendError::OutcomeUnknown
    pub async fn commit(mut self) -> Result<(), StoreError> {
        // Once for all, because each time what is held is looked up in the whole candidate.
        let released = std::mem::take(&mut self.released);
        if released != Material::default() {
            self.repository.delete_unheld(&released).await?;
        }
        Ok(self.reading.repository.commit().await?)
    }
}

impl Writing<'_> {
    fn release(&mut self, change: Option<StagedChange>) {
        if let Some(entry) = change.and_then(|change| change.entry) {
            self.released.extend(entry.material());
        }
    }
}

impl<'s> Deref for Writing<'s> {
    type Target = Reading<'s>;

    fn deref(&self) -> &Self::Target {
        &self.reading
    }
}

impl DerefMut for Writing<'_> {
    fn deref_mut(&mut self) -> &mut Self::Target {
        &mut self.reading
    }
}
