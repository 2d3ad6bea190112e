//! Listing sender groups in the order in which they are tried.

use certstore::{
    entry::{EntryId, Kind, Listener, SenderGroup},
    store::Store,
};

use crate::edit::{EditError, present};

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
        for (position, group) in (1..).zip(listener.sender_groups) {
            let id = EntryId::sender_group(&name, &group)?;
            let (_, entry) = present::<SenderGroup>(&mut reading, id.name()).await?;
            rows.push(SenderGroupRow {
                listener: name.clone(),
                position,
                group,
                entry,
            });
        }
    }
    Ok(rows)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{init, specimen::Specimen};

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
