//! What a new listener or interface is bound to.

use certstore::{
    entry::EntryId,
    store::{Reading, StoreError},
};

use crate::init;

/// The demo profile where there still is one, so that a new service can encrypt from its first commit on.
///
/// # Errors
///
/// [`StoreError`].
pub async fn first_profiles(reading: &mut Reading<'_>) -> Result<Vec<String>, StoreError> {
    let Ok(demo) = EntryId::profile(init::DEMO) else {
        return Ok(Vec::new());
    };
    let profile = reading.profile(&demo).await?;
    Ok(profile.map(|_| init::DEMO.to_owned()).into_iter().collect())
}
