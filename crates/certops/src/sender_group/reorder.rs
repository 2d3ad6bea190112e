//! Moving a sender group within the order of its listener.

use certstore::{
    entry::{EntryId, Listener, SenderGroup},
    repository::Change,
    store::{Actor, Store},
};

use super::order::order;
use crate::edit::{EditError, changed, present, stage};

/// Stages that a group is tried before another one, or without one last.
///
/// # Errors
///
/// [`EditError::Missing`] for an unknown listener or group, and the others of [`EditError`].
pub async fn reorder(
    store: &Store,
    actor: &Actor,
    listener: &str,
    group: &str,
    before: Option<&str>,
) -> Result<Change, EditError> {
    let mut writing = store.write(actor).await?;
    let (listener_id, listener_before) = present::<Listener>(&mut writing, listener).await?;
    let id = EntryId::sender_group(listener, group)?;
    present::<SenderGroup>(&mut writing, id.name()).await?;
    let mut after = listener_before.clone();
    after.sender_groups = order(
        &mut writing,
        listener,
        &listener_before.sender_groups,
        group,
        before,
    )
    .await?;
    let change = changed(listener_id, Some(listener_before), Some(after));
    stage(&mut writing, std::slice::from_ref(&change)).await?;
    writing.commit().await?;
    Ok(change)
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
    async fn a_group_is_moved_to_the_end_and_back() {
        let specimen = Specimen::new().await;
        let (store, actor) = (&specimen.store, specimen.actor());
        let added = AddSenderGroup {
            listener: init::LISTENER.to_owned(),
            group: "BLOCKED".to_owned(),
            senders: vec![".example.net".parse().unwrap()],
            policy: init::POLICY.to_owned(),
            before: Some("ALL".to_owned()),
        };
        add(store, &actor, added).await.unwrap();
        for (before, groups) in [(None, ["ALL", "BLOCKED"]), (Some("ALL"), ["BLOCKED", "ALL"])] {
            reorder(store, &actor, init::LISTENER, "BLOCKED", before)
                .await
                .unwrap();
            let listener: Listener = edit::show(store, init::LISTENER).await.unwrap();
            assert_eq!(listener.sender_groups, groups);
        }
    }

    #[tokio::test]
    async fn an_unknown_group_is_not_moved_and_nothing_is_staged() {
        let specimen = Specimen::new().await;
        let refused = reorder(
            &specimen.store,
            &specimen.actor(),
            init::LISTENER,
            "BLOCKED",
            None,
        )
        .await;
        assert!(matches!(refused, Err(EditError::Missing(_))), "{refused:?}");
        assert_eq!(specimen.read().await.repository().staged().await.unwrap(), []);
    }
}
