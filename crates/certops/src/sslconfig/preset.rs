//! Giving all services the TLS settings of a preset.

use certcore::error_names;
use certnet::tls::{Preset, PresetError, TlsService, TlsSettings};
use certstore::{
    entry::EntryId,
    repository::Change,
    store::{Actor, Store, StoreError},
};
use thiserror::Error;

use super::weak_preset::WeakPreset;
use crate::edit::{EditError, changed, present, stage};

/// Stages the settings of a preset for all services, and says what is weak in them.
///
/// # Errors
///
/// [`SslconfigPresetError`].
pub async fn preset(
    store: &Store,
    actor: &Actor,
    preset: Preset,
) -> Result<(Vec<Change>, Option<WeakPreset>), SslconfigPresetError> {
    let mut writing = store.write(actor).await?;
    let (mut changes, mut settings) = (Vec::new(), Vec::new());
    for service in TlsService::ALL {
        let id = EntryId::tls(service);
        let (_, before) = present::<TlsSettings>(&mut writing, id.name()).await?;
        let after = preset.settings(service)?;
        settings.push(after.clone());
        changes.push(changed(id, Some(before), Some(after)));
    }
    stage(&mut writing, &changes).await?;
    writing.commit().await?;
    Ok((changes, WeakPreset::of(preset, &settings)))
}

/// Why a preset cannot be taken.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum SslconfigPresetError {
    /// It does not go with the OpenSSL at hand.
    #[error(transparent)]
    Preset(#[from] PresetError),
    /// See there.
    #[error(transparent)]
    Edit(#[from] EditError),
}

impl From<StoreError> for SslconfigPresetError {
    fn from(error: StoreError) -> Self {
        Self::Edit(error.into())
    }
}

error_names!(SslconfigPresetError {
    @via Self::Preset(error) => error;
    @via Self::Edit(error) => error;
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specimen::Specimen;

    #[tokio::test]
    async fn a_preset_is_for_all_services_and_back_again_is_no_change() {
        let specimen = Specimen::new().await;
        let (store, actor) = (&specimen.store, specimen.actor());
        let (changes, weak) = preset(store, &actor, Preset::Asyncos15_5).await.unwrap();
        assert_eq!(changes.len(), 4);
        assert!(weak.is_some());
        let staged = specimen.read().await.repository().staged().await.unwrap();
        assert_eq!(staged.len(), 4);
        let (_, weak) = preset(store, &actor, Preset::Modern).await.unwrap();
        assert_eq!(weak, None);
        assert_eq!(specimen.read().await.repository().staged().await.unwrap(), []);
    }
}
