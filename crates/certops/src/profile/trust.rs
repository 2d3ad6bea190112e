//! The roots that a chain may end at: the lists of the store, where they are switched on.

use certcore::x509::Certificate;
use certstore::{
    entry::{CaList, EntryId, EntryIdError, Kind},
    store::{Reading, StoreError},
};

/// The custom list of the store, and with it `system`, the roots that the operating system trusts.
pub(super) async fn anchors(
    reading: &mut Reading<'_>,
    system: &[Certificate],
) -> Result<Vec<Certificate>, StoreError> {
    let mut anchors = Vec::new();
    if list(reading, "system")
        .await?
        .is_none_or(|list| list.enabled.is_on())
    {
        anchors.extend_from_slice(system);
    }
    if let Some(custom) = list(reading, "custom").await?
        && custom.enabled.is_on()
    {
        anchors.extend(reading.certificates(custom.certificates).await?);
    }
    Ok(anchors)
}

async fn list(reading: &mut Reading<'_>, name: &str) -> Result<Option<CaList>, StoreError> {
    let id: Result<EntryId, EntryIdError> = EntryId::new(Kind::CaList, name);
    let Ok(id) = id else {
        return Ok(None);
    };
    let found = reading.entry(&id).await?;
    Ok(found.and_then(|effective| effective.entry.try_into().ok()))
}
