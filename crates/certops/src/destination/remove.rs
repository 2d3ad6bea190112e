//! Removing a destination.

use certcore::error_names;
use certstore::{
    entry::{Destination, DestinationName},
    repository::Change,
    store::{Actor, Store},
};
use thiserror::Error;

use crate::edit::{self, EditError};

/// Stages the removal of a destination; from then on the default holds for it.
///
/// # Errors
///
/// [`RemoveDestinationError::Default`], and [`RemoveDestinationError::Edit`].
pub async fn remove(
    store: &Store,
    actor: &Actor,
    destination: &DestinationName,
) -> Result<Change, RemoveDestinationError> {
    if *destination == DestinationName::Default {
        return Err(RemoveDestinationError::Default);
    }
    Ok(edit::remove::<Destination>(store, actor, &destination.to_string()).await?)
}

/// Why a destination cannot be removed.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum RemoveDestinationError {
    /// The default stays.
    #[error(
        "the default destination cannot be removed: it holds for all that have no entry; change it instead"
    )]
    Default,
    /// See there.
    #[error(transparent)]
    Edit(#[from] EditError),
}

error_names!(RemoveDestinationError {
    Self::Default => "destination-default", "The default destination cannot be removed.";
    @via Self::Edit(error) => error;
});

#[cfg(test)]
mod tests {
    use certstore::entry::DestinationTls;

    use super::*;
    use crate::specimen::Specimen;

    #[tokio::test]
    async fn the_default_stays_and_others_go() {
        let specimen = Specimen::new().await;
        let (store, actor) = (&specimen.store, specimen.actor());
        let refused = remove(store, &actor, &DestinationName::Default).await;
        assert_eq!(refused, Err(RemoveDestinationError::Default));
        let tls = DestinationTls::RequiredVerify;
        edit::add(store, &actor, ".Example.org", Destination { tls })
            .await
            .unwrap();
        remove(store, &actor, &".example.org".parse().unwrap())
            .await
            .unwrap();
        assert_eq!(edit::list::<Destination>(store).await.unwrap().len(), 1);
    }
}
