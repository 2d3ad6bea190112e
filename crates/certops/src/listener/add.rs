//! Adding a listener.

use certcore::host::HostName;
use certstore::{
    entry::{EntryId, Listener, ListenerKind, Sender, SenderGroup},
    repository::Change,
    store::{Actor, Store},
};

use crate::{
    bind::first_profiles,
    edit::{EditError, absent, changed, stage},
    init,
};

/// A new listener.
#[derive(Clone, Debug)]
pub struct AddListener {
    /// The interface it listens on.
    pub interface: String,
    /// The TCP port.
    pub port: u16,
    /// Who connects to it.
    pub kind: ListenerKind,
    /// The domains it receives mail for.
    pub domains: Vec<HostName>,
    /// The mail flow policy for everybody; `ACCEPTED` if none is named.
    pub policy: Option<String>,
}

/// Stages a new listener. As with a new store it begins with the demo profile, where there is one, and with one sender
/// group: everybody, under one policy.
///
/// # Errors
///
/// [`EditError`]; [`EditError::Missing`] for an unknown interface or policy.
pub async fn add(
    store: &Store,
    actor: &Actor,
    name: &str,
    request: AddListener,
) -> Result<Vec<Change>, EditError> {
    let mut writing = store.write(actor).await?;
    let id = absent::<Listener>(&mut writing, name).await?;
    let group_id = EntryId::sender_group(name, init::SENDER_GROUP)?;
    let listener = Listener {
        interface: request.interface,
        port: request.port,
        kind: request.kind,
        domains: request.domains,
        profiles: first_profiles(&mut writing).await?,
        sender_groups: vec![init::SENDER_GROUP.to_owned()],
    };
    let group = SenderGroup {
        senders: vec![Sender::All],
        policy: request.policy.unwrap_or_else(|| init::POLICY.to_owned()),
    };
    let changes = vec![
        changed(id, None, Some(listener)),
        changed(group_id, None, Some(group)),
    ];
    stage(&mut writing, &changes).await?;
    writing.commit().await?;
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use certstore::entry::{MailFlowPolicy, PolicyTls, Switch};

    use super::*;
    use crate::{edit, specimen::Specimen};

    fn request(interface: &str) -> AddListener {
        AddListener {
            interface: interface.to_owned(),
            port: 2525,
            kind: ListenerKind::Private,
            domains: vec!["example.com".parse().unwrap()],
            policy: None,
        }
    }

    #[tokio::test]
    async fn a_listener_can_begin_with_another_policy() {
        let specimen = Specimen::new().await;
        let (store, actor) = (&specimen.store, specimen.actor());
        let policy = MailFlowPolicy {
            tls: PolicyTls::Required,
            verify_client: Switch::Off,
        };
        edit::add(store, &actor, "STRICT", policy).await.unwrap();
        let named = |policy: &str| AddListener {
            policy: Some(policy.to_owned()),
            ..request(init::INTERFACE)
        };
        add(store, &actor, "Relay", named("STRICT")).await.unwrap();
        let group: SenderGroup = edit::show(store, "Relay/ALL").await.unwrap();
        assert_eq!(group.policy, "STRICT");
        let refused = add(store, &actor, "Other", named("STRIKT")).await.unwrap_err();
        assert_eq!(
            refused.to_string(),
            "there is no policy STRIKT; did you mean STRICT?"
        );
    }

    #[tokio::test]
    async fn a_new_listener_accepts_everybody_under_the_first_policy() {
        let specimen = Specimen::new().await;
        add(
            &specimen.store,
            &specimen.actor(),
            "Relay",
            request(init::INTERFACE),
        )
        .await
        .unwrap();
        let group: SenderGroup = edit::show(&specimen.store, "Relay/ALL").await.unwrap();
        assert_eq!(
            (group.senders, group.policy),
            (vec![Sender::All], "ACCEPTED".to_owned())
        );
    }

    #[tokio::test]
    async fn an_unknown_interface_is_named_with_the_one_that_was_meant_and_nothing_is_staged() {
        let specimen = Specimen::new().await;
        let refused = add(&specimen.store, &specimen.actor(), "Relay", request("Managment")).await;
        assert_eq!(
            refused.unwrap_err().to_string(),
            "there is no interface Managment; did you mean Management?"
        );
        assert_eq!(specimen.read().await.repository().staged().await.unwrap(), []);
    }
}
