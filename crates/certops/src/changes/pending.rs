//! The staged changes, and who staged them.

use std::collections::BTreeSet;

use certstore::{
    audit::Origin,
    entry::EntryId,
    repository::{Change, RevisionNumber},
    store::Store,
};
use chrono::{DateTime, Utc};

use super::entry_change::{ChangesError, EntryChange, describe};

/// The candidate.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PendingChanges {
    /// The revision in force.
    pub head: RevisionNumber,
    /// The edition of the candidate, which a [`Commit`](crate::commit::Commit) can ask for.
    pub edition: i64,
    /// What is staged, in the order of kinds and names.
    pub changes: Vec<PendingChange>,
}

/// A staged change.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PendingChange {
    /// What changes, seen from what is in force now.
    pub change: EntryChange,
    /// The last revision that its author saw.
    pub base: RevisionNumber,
    /// Whether another commit touched the entry after that, so that this change cannot be committed.
    pub in_conflict: bool,
    /// Who staged it.
    pub author: String,
    /// From where.
    pub origin: Origin,
    /// When.
    pub at: DateTime<Utc>,
}

/// What is staged, field by field.
///
/// # Errors
///
/// [`ChangesError`].
pub async fn changes(store: &Store) -> Result<PendingChanges, ChangesError> {
    let mut reading = store.read().await?;
    let head = reading.repository().head().await?;
    let edition = reading.repository().edition().await?;
    let conflicts = reading.conflicts().await?;
    let conflicts: BTreeSet<EntryId> = conflicts.into_iter().map(|change| change.id).collect();
    let mut pending = Vec::new();
    for staged in reading.repository().staged().await? {
        let in_force = reading.repository().entry(&staged.id).await?;
        let change = Change {
            id: staged.id,
            before: in_force.map(|version| version.entry),
            after: staged.entry,
        };
        for change in describe(&mut reading, vec![change]).await? {
            pending.push(PendingChange {
                in_conflict: conflicts.contains(&change.id),
                change,
                base: staged.base,
                author: staged.author.clone(),
                origin: staged.origin,
                at: staged.at,
            });
        }
    }
    Ok(PendingChanges {
        head,
        edition,
        changes: pending,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{changes::Act, init, specimen::Specimen};

    #[tokio::test]
    async fn staged_profile_shows_its_certificate_by_name_and_no_key_material() {
        let specimen = Specimen::new().await;
        specimen.stage_profile("mx", 90).await;
        let pending = changes(&specimen.store).await.unwrap();
        assert_eq!(pending.head, RevisionNumber(1));
        let [only] = pending.changes.as_slice() else {
            panic!("{pending:?}");
        };
        assert_eq!((only.change.act, only.author.as_str()), (Act::Add, "admin"));
        let fields: Vec<String> = only
            .change
            .fields
            .iter()
            .map(|field| format!("{}={}", field.path.join("."), field.after.as_ref().unwrap().text))
            .collect();
        assert!(
            fields[2].starts_with("certificate=mail.example.com ("),
            "{fields:?}"
        );
        assert!(fields[1].starts_with("key=") && fields[1].len() == "key=".len() + 16 + '…'.len_utf8());
        assert_eq!(fields[0], "origin=self-signed");
    }

    #[tokio::test]
    async fn changed_binding_shows_what_it_was_and_what_it_will_be() {
        let specimen = Specimen::new().await;
        specimen.stage_profile("mx", 90).await;
        specimen
            .stage_listener(init::LISTENER, init::INTERFACE, 25, &["mx"])
            .await;
        let pending = changes(&specimen.store).await.unwrap();
        let listener = &pending.changes[1].change;
        let said = |value: &Option<super::super::FieldValue>| value.as_ref().map(|value| value.text.clone());
        let fields: Vec<_> = listener
            .fields
            .iter()
            .map(|field| (field.path.join("."), said(&field.before), said(&field.after)))
            .collect();
        assert_eq!(
            fields,
            [
                ("profiles".to_owned(), Some("Demo".to_owned()), None),
                ("profiles".to_owned(), None, Some("mx".to_owned())),
            ]
        );
    }
}
