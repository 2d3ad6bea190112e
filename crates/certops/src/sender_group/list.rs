//! Listing sender groups in the order in which they are tried.

use certstore::{
    entry::{Entry, EntryId, Kind, Listener, SenderGroup},
    store::{Reading, Store, StoreError},
};

use crate::edit::{EditError, listed_in, present};

/// A sender group with its place.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SenderGroupRow {
    /// The listener.
    pub listener: String,
    /// The place in the listener's order, from 1.
    pub position: usize,
    /// The group's name on this listener.
    pub group: String,
    /// What it says.
    pub entry: SenderGroup,
    /// Whether the group or its place waits for a commit.
    pub staged: bool,
}

/// The sender groups of one listener or of all, listener by listener, in the order in which they are tried.
///
/// # Errors
///
/// [`EditError::Missing`] for an unknown listener, [`EditError::Store`].
pub async fn list(store: &Store, listener: Option<&str>) -> Result<Vec<SenderGroupRow>, EditError> {
    let mut reading = store.read().await?;
    let mut listeners: Vec<(String, Listener)> = Vec::new();
    if let Some(name) = listener {
        listeners.push((name.to_owned(), present::<Listener>(&mut reading, name).await?.1));
    } else {
        for effective in reading.entries(Some(Kind::Listener)).await? {
            listeners.push((effective.id.name().to_owned(), effective.entry.try_into()?));
        }
    }
    let mut rows = Vec::new();
    for (name, listener) in listeners {
        let mut in_force = order_in_force(&mut reading, &name).await?.into_iter();
        for (position, group) in (1..).zip(listener.sender_groups) {
            let id = EntryId::sender_group(&name, &group)?;
            let listed = listed_in::<SenderGroup>(&mut reading, id.name()).await?;
            rows.push(SenderGroupRow {
                listener: name.clone(),
                position,
                staged: in_force.next().as_ref() != Some(&group) || listed.is_staged(),
                group,
                entry: listed.entry,
            });
        }
    }
    Ok(rows)
}

async fn order_in_force(reading: &mut Reading<'_>, listener: &str) -> Result<Vec<String>, EditError> {
    let id = EntryId::new(Kind::Listener, listener)?;
    let version = reading.repository().entry(&id).await.map_err(StoreError::from)?;
    Ok(match version.map(|version| version.entry) {
        Some(Entry::Listener(listener)) => listener.sender_groups,
        _ => Vec::new(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        init,
        sender_group::{AddSenderGroup, add},
        specimen::Specimen,
    };

    #[tokio::test]
    async fn a_group_that_moved_or_changed_waits_for_a_commit() {
        let specimen = Specimen::new().await;
        let (store, actor) = (&specimen.store, specimen.actor());
        let request = AddSenderGroup {
            listener: init::LISTENER.to_owned(),
            group: "OWN".to_owned(),
            senders: vec!["10.0.0.0/8".parse().unwrap()],
            policy: init::POLICY.to_owned(),
            before: Some("ALL".to_owned()),
        };
        let before = list(store, None).await.unwrap();
        assert!(before.iter().all(|row| !row.staged), "{before:?}");
        add(store, &actor, request).await.unwrap();
        let rows = list(store, None).await.unwrap();
        let staged: Vec<_> = rows.iter().map(|row| (row.group.as_str(), row.staged)).collect();
        assert_eq!(staged, [("OWN", true), ("ALL", true)]);
    }

    #[tokio::test]
    async fn groups_are_listed_by_listener() {
        let specimen = Specimen::new().await;
        specimen
            .stage_listener("Another", init::INTERFACE, 2525, &[])
            .await;
        let all = list(&specimen.store, None).await.unwrap();
        let names: Vec<_> = all.iter().map(|row| row.listener.as_str()).collect();
        assert_eq!(names, ["Another", init::LISTENER]);
        assert_eq!(list(&specimen.store, Some("Another")).await.unwrap().len(), 1);
        assert!(list(&specimen.store, Some("Third")).await.is_err());
    }
}
