//! The configuration as a commit would make it.

use std::collections::{BTreeMap, BTreeSet};

use certstore::{
    entry::{Entry, EntryId, Kind},
    repository::StagedChange,
    store::{Reading, StoreError},
};

/// What is in force, with the changes of one commit over it.
///
/// It looks only at the entries that it is asked for, so that a small commit costs the same in a large store.
pub(super) struct Proposal<'r, 's> {
    reading: &'r mut Reading<'s>,
    changes: BTreeMap<EntryId, StagedChange>,
    named_by: BTreeMap<EntryId, BTreeSet<EntryId>>,
}

impl<'r, 's> Proposal<'r, 's> {
    /// These changes over what is in force.
    pub(super) fn new(reading: &'r mut Reading<'s>, changes: &[StagedChange]) -> Self {
        let mut named_by: BTreeMap<EntryId, BTreeSet<EntryId>> = BTreeMap::new();
        for change in changes {
            for target in change.entry.iter().flat_map(|entry| entry.references(&change.id)) {
                named_by.entry(target).or_default().insert(change.id.clone());
            }
        }
        let changes = changes
            .iter()
            .map(|change| (change.id.clone(), change.clone()))
            .collect();
        Self {
            reading,
            changes,
            named_by,
        }
    }

    /// The store, for certificates and keys.
    pub(super) fn reading(&mut self) -> &mut Reading<'s> {
        self.reading
    }

    /// The entries that the commit touches.
    pub(super) fn touched(&self) -> Vec<EntryId> {
        self.changes.keys().cloned().collect()
    }

    /// Whether the commit touches an entry.
    pub(super) fn touches(&self, id: &EntryId) -> bool {
        self.changes.contains_key(id)
    }

    /// Whether the commit deletes an entry.
    pub(super) fn deletes(&self, id: &EntryId) -> bool {
        self.changes.get(id).is_some_and(|change| change.entry.is_none())
    }

    /// An entry as it would be.
    pub(super) async fn entry(&mut self, id: &EntryId) -> Result<Option<Entry>, StoreError> {
        match self.changes.get(id) {
            Some(change) => Ok(change.entry.clone()),
            None => self.in_force(id).await,
        }
    }

    /// An entry as it is.
    pub(super) async fn in_force(&mut self, id: &EntryId) -> Result<Option<Entry>, StoreError> {
        let version = self.reading.repository().entry(id).await?;
        Ok(version.map(|version| version.entry))
    }

    /// The entries of a kind as they would be.
    pub(super) async fn entries(&mut self, kind: Kind) -> Result<BTreeMap<EntryId, Entry>, StoreError> {
        let versions = self.reading.repository().entries(Some(kind)).await?;
        let mut entries: BTreeMap<EntryId, Entry> = versions
            .into_iter()
            .filter(|version| !self.changes.contains_key(&version.id))
            .map(|version| (version.id, version.entry))
            .collect();
        let changed = self.changes.iter().filter(|(id, _)| id.kind() == kind);
        entries.extend(changed.filter_map(|(id, change)| Some((id.clone(), change.entry.clone()?))));
        Ok(entries)
    }

    /// The entries that would name this one.
    pub(super) async fn referrers(&mut self, id: &EntryId) -> Result<BTreeSet<EntryId>, StoreError> {
        let in_force = self.reading.repository().referrers(id).await?;
        let mut found: BTreeSet<EntryId> = in_force
            .into_iter()
            .filter(|referrer| !self.changes.contains_key(referrer))
            .collect();
        found.extend(self.named_by.get(id).into_iter().flatten().cloned());
        Ok(found)
    }
}
