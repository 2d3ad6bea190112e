//! What is in use is not deleted.

use certcore::error_names;
use certstore::{
    entry::EntryId,
    store::{Reading, StoreError},
};
use thiserror::Error;

use crate::place;

/// Refuses when another entry, with the candidate over what is in force, names this one.
///
/// # Errors
///
/// [`InUse::Used`] with the users, and [`InUse::Store`].
pub async fn refuse_if_used(reading: &mut Reading<'_>, id: &EntryId) -> Result<(), InUse> {
    let users = reading.referrers(id).await?;
    if users.is_empty() {
        return Ok(());
    }
    Err(InUse::Used {
        id: id.clone(),
        users,
    })
}

/// Why an entry is not deleted.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum InUse {
    /// Others name it.
    #[error("{id} is in use by {}; take it out there first", place::users_of(id, users))]
    Used {
        /// The entry.
        id: EntryId,
        /// Who names it, in the order of kinds and names.
        users: Vec<EntryId>,
    },
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

error_names!(InUse {
    Self::Used { .. } => "entry-in-use", "An entry that other entries name is not deleted.";
    @via Self::Store(error) => error;
});

#[cfg(test)]
mod tests {
    use certstore::entry::Kind;

    use super::*;
    use crate::{init, specimen::Specimen};

    #[tokio::test]
    async fn bound_profile_is_refused_with_all_its_users() {
        let specimen = Specimen::new().await;
        let demo = EntryId::profile(init::DEMO).unwrap();
        let refused = refuse_if_used(&mut specimen.read().await, &demo).await;
        assert_eq!(
            refused.unwrap_err().to_string(),
            "profile Demo is in use by https Management, inbound IncomingMail, outbound, ldap, url-filtering; \
             take it out there first"
        );
    }

    #[tokio::test]
    async fn staged_binding_counts_as_use() {
        let specimen = Specimen::new().await;
        let id = specimen.stage_profile("mx", 90).await;
        refuse_if_used(&mut specimen.read().await, &id).await.unwrap();
        specimen
            .stage_listener("Second", init::INTERFACE, 2525, &["mx"])
            .await;
        let refused = refuse_if_used(&mut specimen.read().await, &id).await;
        let users = vec![EntryId::new(Kind::Listener, "Second").unwrap()];
        assert_eq!(refused, Err(InUse::Used { id, users }));
    }

    #[tokio::test]
    async fn staged_deletion_of_the_only_user_frees_the_profile() {
        let mut specimen = Specimen::new().await;
        let id = specimen.stage_profile("mx", 90).await;
        let interface = specimen.stage_interface("Data", "192.0.2.1").await;
        specimen.stage_https(&interface, 443, &["mx"]).await;
        specimen.publish().await;
        specimen.pass_days(1);
        assert!(refuse_if_used(&mut specimen.read().await, &id).await.is_err());
        specimen.stage(&interface, None).await;
        refuse_if_used(&mut specimen.read().await, &id).await.unwrap();
    }
}
