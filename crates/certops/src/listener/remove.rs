//! Removing a listener.

use certstore::{
    entry::{Entry, EntryId, Listener},
    repository::Change,
    store::{Actor, Store},
};

use crate::edit::{EditError, changed, present, stage};

/// Stages the removal of a listener, and of its sender groups with it.
///
/// # Errors
///
/// [`EditError`].
pub async fn remove(store: &Store, actor: &Actor, name: &str) -> Result<Vec<Change>, EditError> {
    let mut writing = store.write(actor).await?;
    let (id, listener) = present::<Listener>(&mut writing, name).await?;
    let mut changes = Vec::new();
    for group in &listener.sender_groups {
        let id = EntryId::sender_group(name, group)?;
        let before = writing.entry(&id).await?.map(|effective| effective.entry);
        changes.push(changed::<Entry>(id, before, None));
    }
    changes.insert(0, changed(id, Some(listener), None));
    stage(&mut writing, &changes).await?;
    writing.commit().await?;
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use certstore::entry::Kind;

    use super::*;
    use crate::{init, specimen::Specimen};

    #[tokio::test]
    async fn the_sender_groups_go_with_their_listener() {
        let specimen = Specimen::new().await;
        let changes = remove(&specimen.store, &specimen.actor(), init::LISTENER)
            .await
            .unwrap();
        assert_eq!(changes.len(), 2);
        let mut reading = specimen.read().await;
        assert_eq!(reading.entries(Some(Kind::SenderGroup)).await.unwrap(), []);
        assert_eq!(reading.entries(Some(Kind::Listener)).await.unwrap(), []);
    }
}
