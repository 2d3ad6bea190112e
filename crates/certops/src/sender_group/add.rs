//! Adding a sender group.

use certstore::{
    entry::{EntryId, Listener, Sender, SenderGroup},
    repository::Change,
    store::{Actor, Store},
};

use super::order::order;
use crate::edit::{EditError, absent, changed, present, stage};

/// A new sender group.
#[derive(Clone, Debug)]
pub struct AddSenderGroup {
    /// The listener.
    pub listener: String,
    /// The group's name on this listener.
    pub group: String,
    /// Who belongs to it.
    pub senders: Vec<Sender>,
    /// The mail flow policy.
    pub policy: String,
    /// The group before which it is tried; without one it is tried last.
    pub before: Option<String>,
}

/// Stages a new sender group, and its place in the listener.
///
/// # Errors
///
/// [`EditError`]; [`EditError::Missing`] for an unknown listener, policy or other group.
pub async fn add(store: &Store, actor: &Actor, request: AddSenderGroup) -> Result<Vec<Change>, EditError> {
    let mut writing = store.write(actor).await?;
    let (listener_id, listener) = present::<Listener>(&mut writing, &request.listener).await?;
    let id = EntryId::sender_group(&request.listener, &request.group)?;
    absent::<SenderGroup>(&mut writing, id.name()).await?;
    let mut after = listener.clone();
    after.sender_groups = order(
        &mut writing,
        &request.listener,
        &listener.sender_groups,
        &request.group,
        request.before.as_deref(),
    )
    .await?;
    let group = SenderGroup {
        senders: request.senders,
        policy: request.policy,
    };
    let changes = vec![
        changed(listener_id, Some(listener), Some(after)),
        changed(id, None, Some(group)),
    ];
    stage(&mut writing, &changes).await?;
    writing.commit().await?;
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{edit, init, specimen::Specimen};

    fn request(policy: &str, before: Option<&str>) -> AddSenderGroup {
        AddSenderGroup {
            listener: init::LISTENER.to_owned(),
            group: "RELAYLIST".to_owned(),
            senders: vec!["10.0.0.0/8".parse().unwrap()],
            policy: policy.to_owned(),
            before: before.map(str::to_owned),
        }
    }

    #[tokio::test]
    async fn a_group_is_staged_together_with_its_place() {
        let specimen = Specimen::new().await;
        add(
            &specimen.store,
            &specimen.actor(),
            request(init::POLICY, Some("ALL")),
        )
        .await
        .unwrap();
        let listener: Listener = edit::show(&specimen.store, init::LISTENER).await.unwrap();
        assert_eq!(listener.sender_groups, ["RELAYLIST", "ALL"]);
    }

    #[tokio::test]
    async fn an_unknown_policy_or_place_is_named_and_nothing_is_staged() {
        let specimen = Specimen::new().await;
        for (request, text) in [
            (
                request("ACEPTED", None),
                "there is no policy ACEPTED; did you mean ACCEPTED?",
            ),
            (
                request(init::POLICY, Some("AL")),
                "there is no sender-group IncomingMail/AL; did you mean IncomingMail/ALL?",
            ),
        ] {
            let refused = add(&specimen.store, &specimen.actor(), request).await;
            assert_eq!(refused.unwrap_err().to_string(), text);
        }
        assert_eq!(specimen.read().await.repository().staged().await.unwrap(), []);
    }
}
