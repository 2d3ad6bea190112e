//! Staging the way back to an earlier revision.

use certcore::error_names;
use certstore::{
    entry::EntryId,
    repository::{BackendError, RevisionNumber, RevisionRecord},
    store::{Actor, Store, StoreError},
};
use thiserror::Error;

use crate::{
    clear::{MakeRoomError, make_room},
    history::{ShowError, known},
};

pub use crate::clear::Pending;

/// A candidate that leads back.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct RolledBack {
    /// The revision that the configuration will be equal to.
    pub revision: RevisionRecord,
    /// The entries that were staged; empty when the configuration is equal to it already.
    pub staged: Vec<EntryId>,
    /// The entries whose staged changes were taken back.
    pub cleared: Vec<EntryId>,
}

/// Stages what makes the configuration equal to that of a revision. Only a commit puts it in force, as a new revision, so
/// nothing is lost.
///
/// # Errors
///
/// [`RollbackError`].
pub async fn rollback(
    store: &Store,
    actor: &Actor,
    number: RevisionNumber,
    pending: Pending,
) -> Result<RolledBack, RollbackError> {
    let mut writing = store.write(actor).await?;
    let revision = known(&mut writing, number).await?;
    let cleared = make_room(&mut writing, pending).await?;
    let touched = writing.repository().touched_after(number).await?;
    writing.stage_all(touched.into_iter().collect()).await?;
    let staged = writing.repository().staged().await?;
    let staged: Vec<EntryId> = staged.into_iter().map(|change| change.id).collect();
    writing
        .record("rollback", &format!("revision {number}"), "")
        .await?;
    writing.commit().await?;
    Ok(RolledBack {
        revision,
        staged,
        cleared,
    })
}

/// Why the way back is not staged.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum RollbackError {
    /// Changes are pending.
    #[error(transparent)]
    Pending(#[from] MakeRoomError),
    /// The revision.
    #[error(transparent)]
    Revision(#[from] ShowError),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<BackendError> for RollbackError {
    fn from(error: BackendError) -> Self {
        Self::Store(error.into())
    }
}

error_names!(RollbackError {
    @via Self::Pending(error) => error;
    @via Self::Revision(error) => error;
    @via Self::Store(error) => error;
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{history::configuration_at, init, specimen::Specimen};

    #[tokio::test]
    async fn committed_rollback_makes_the_configuration_equal_to_the_revision() {
        let specimen = Specimen::new().await;
        specimen.stage_profile("mx", 90).await;
        specimen
            .stage_listener(init::LISTENER, init::INTERFACE, 2525, &["mx"])
            .await;
        specimen.publish().await;
        let data = specimen.stage_interface("Data", "192.0.2.1").await;
        specimen.publish().await;
        specimen.stage(&data, None).await;
        specimen.publish().await;

        let done = rollback(
            &specimen.store,
            &specimen.actor(),
            RevisionNumber(1),
            Pending::Refuse,
        )
        .await
        .unwrap();
        assert_eq!(
            done.staged.iter().map(ToString::to_string).collect::<Vec<_>>(),
            ["profile mx", "listener IncomingMail"]
        );
        let number = specimen.publish().await;
        assert_eq!(number, RevisionNumber(5));
        let then = configuration_at(&specimen.store, RevisionNumber(1))
            .await
            .unwrap();
        let now = configuration_at(&specimen.store, number).await.unwrap();
        assert_eq!(then.entries, now.entries);
    }

    #[tokio::test]
    async fn deleted_profile_comes_back_with_its_key() {
        let specimen = Specimen::new().await;
        let mx = specimen.stage_profile("mx", 90).await;
        let there = specimen.publish().await;
        specimen.stage(&mx, None).await;
        specimen.publish().await;
        rollback(&specimen.store, &specimen.actor(), there, Pending::Refuse)
            .await
            .unwrap();
        specimen.publish().await;
        let mut reading = specimen.read().await;
        let profile = reading.profile(&mx).await.unwrap().unwrap();
        assert_eq!(
            reading.private_key(profile.key).await.unwrap().public().sha256(),
            profile.key
        );
    }

    #[tokio::test]
    async fn pending_changes_refuse_a_rollback_unless_they_are_cleared() {
        let specimen = Specimen::new().await;
        let mx = specimen.stage_profile("mx", 90).await;
        let actor = specimen.actor();
        let refused = rollback(&specimen.store, &actor, RevisionNumber(1), Pending::Refuse).await;
        assert_eq!(refused, Err(MakeRoomError::NotEmpty { changes: 1 }.into()));
        let done = rollback(&specimen.store, &actor, RevisionNumber(1), Pending::Clear)
            .await
            .unwrap();
        assert_eq!((done.cleared, done.staged), (vec![mx], Vec::new()));
    }
}
