//! Removing a sender group.

use certcore::error_names;
use certstore::{
    entry::{EntryId, Listener, SenderGroup},
    repository::Change,
    store::{Actor, Store},
};
use thiserror::Error;

use crate::edit::{EditError, changed, present, stage};

/// What became of the removal of a sender group.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RemovedSenderGroup {
    /// The group and its listener.
    pub changes: Vec<Change>,
    /// What the listener does from then on, when it was the last group.
    pub finding: Option<RefusesEverybody>,
}

/// Stages the removal of a sender group from its listener.
///
/// # Errors
///
/// [`EditError`].
pub async fn remove(
    store: &Store,
    actor: &Actor,
    listener: &str,
    group: &str,
) -> Result<RemovedSenderGroup, EditError> {
    let mut writing = store.write(actor).await?;
    let (listener_id, listener_before) = present::<Listener>(&mut writing, listener).await?;
    let id = EntryId::sender_group(listener, group)?;
    let (id, before) = present::<SenderGroup>(&mut writing, id.name()).await?;
    let mut after = listener_before.clone();
    after.sender_groups.retain(|other| other != group);
    let finding = after.sender_groups.is_empty().then(|| RefusesEverybody {
        listener: listener.to_owned(),
    });
    let changes = vec![
        changed(listener_id, Some(listener_before), Some(after)),
        changed(id, Some(before), None),
    ];
    stage(&mut writing, &changes).await?;
    writing.commit().await?;
    Ok(RemovedSenderGroup { changes, finding })
}

/// A listener without sender groups.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "listener {listener} has no sender group any more, so it refuses everybody; add one before the commit"
)]
pub struct RefusesEverybody {
    /// The listener.
    pub listener: String,
}

error_names!(RefusesEverybody {
    _ => "listener-refuses-everybody", "A listener has no sender group, so no sender is accepted.";
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{edit, init, specimen::Specimen};

    #[tokio::test]
    async fn without_its_last_group_a_listener_refuses_everybody_and_that_is_said() {
        let specimen = Specimen::new().await;
        let removed = remove(&specimen.store, &specimen.actor(), init::LISTENER, "ALL")
            .await
            .unwrap();
        assert!(removed.finding.is_some());
        let listener: Listener = edit::show(&specimen.store, init::LISTENER).await.unwrap();
        assert_eq!(listener.sender_groups, Vec::<String>::new());
    }
}
