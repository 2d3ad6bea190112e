//! Changing a sender group.

use certstore::{
    entry::{EntryId, Listener, Sender, SenderGroup},
    repository::Change,
    store::{Actor, Store},
};

use super::order::order;
use crate::edit::{EditError, changed, present, stage};

/// What shall be different in a sender group.
#[derive(Clone, Debug, Default)]
pub struct SetSenderGroup {
    /// Others in place of those who belong to it.
    pub senders: Option<Vec<Sender>>,
    /// Another mail flow policy.
    pub policy: Option<String>,
    /// Another place in the order of the listener.
    pub place: Option<Place>,
}

/// A place in the order in which the sender groups of a listener are tried.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Place {
    /// Before this group.
    Before(String),
    /// After all others.
    Last,
}

/// Stages a sender group with something different in it, and its place in the listener where that changes.
///
/// # Errors
///
/// [`EditError`].
pub async fn set(
    store: &Store,
    actor: &Actor,
    listener: &str,
    group: &str,
    request: SetSenderGroup,
) -> Result<Vec<Change>, EditError> {
    let mut writing = store.write(actor).await?;
    let (listener_id, listener_before) = present::<Listener>(&mut writing, listener).await?;
    let id = EntryId::sender_group(listener, group)?;
    let (id, before) = present::<SenderGroup>(&mut writing, id.name()).await?;
    let mut after = before.clone();
    after.senders = request.senders.unwrap_or(after.senders);
    after.policy = request.policy.unwrap_or(after.policy);
    let mut changes = vec![changed(id, Some(before), Some(after))];
    if let Some(place) = request.place {
        let other = match &place {
            Place::Before(other) => Some(other.as_str()),
            Place::Last => None,
        };
        let mut moved = listener_before.clone();
        moved.sender_groups = order(
            &mut writing,
            listener,
            &listener_before.sender_groups,
            group,
            other,
        )
        .await?;
        changes.insert(0, changed(listener_id, Some(listener_before), Some(moved)));
    }
    stage(&mut writing, &changes).await?;
    writing.commit().await?;
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        edit, init,
        sender_group::{AddSenderGroup, add},
        specimen::Specimen,
    };

    #[tokio::test]
    async fn a_group_can_be_tried_earlier_and_last() {
        let specimen = Specimen::new().await;
        let added = AddSenderGroup {
            listener: init::LISTENER.to_owned(),
            group: "BLOCKED".to_owned(),
            senders: vec![".example.net".parse().unwrap()],
            policy: init::POLICY.to_owned(),
            before: None,
        };
        add(&specimen.store, &specimen.actor(), added).await.unwrap();
        let actor = specimen.actor();
        for (place, order) in [
            (Place::Before("ALL".to_owned()), ["BLOCKED", "ALL"]),
            (Place::Last, ["ALL", "BLOCKED"]),
        ] {
            let request = SetSenderGroup {
                place: Some(place),
                ..SetSenderGroup::default()
            };
            set(&specimen.store, &actor, init::LISTENER, "BLOCKED", request)
                .await
                .unwrap();
            let listener: Listener = edit::show(&specimen.store, init::LISTENER).await.unwrap();
            assert_eq!(listener.sender_groups, order);
        }
    }
}
