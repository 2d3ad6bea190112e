//! The TLS settings of all services.

use certnet::tls::{CipherSuite, TlsFinding, TlsService, TlsSettings, findings};
use certstore::{entry::EntryId, store::Store};

use crate::edit::{EditError, present};

/// The TLS settings of one service.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ServiceTls {
    /// What is set.
    pub settings: TlsSettings,
    /// Every suite that can come to use, those of TLS 1.3 first; they are fixed.
    pub suites: Vec<CipherSuite>,
    /// What is weak in it.
    pub findings: Vec<TlsFinding>,
}

impl From<TlsSettings> for ServiceTls {
    fn from(settings: TlsSettings) -> Self {
        Self {
            suites: settings.suites(),
            findings: findings(&settings),
            settings,
        }
    }
}

/// The TLS settings of all services, with the candidate over what is in force.
///
/// # Errors
///
/// [`EditError`] when the store cannot be read.
pub async fn show(store: &Store) -> Result<Vec<ServiceTls>, EditError> {
    let mut reading = store.read().await?;
    let mut services = Vec::new();
    for service in TlsService::ALL {
        let (_, settings) = present::<TlsSettings>(&mut reading, EntryId::tls(service).name()).await?;
        services.push(settings.into());
    }
    Ok(services)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::specimen::Specimen;

    #[tokio::test]
    async fn all_four_services_are_shown_with_the_fixed_suites() {
        let specimen = Specimen::new().await;
        let services = show(&specimen.store).await.unwrap();
        assert_eq!(services.len(), 4);
        for service in services {
            assert_eq!(service.suites[0].name, "TLS_AES_256_GCM_SHA384");
            assert_eq!(service.findings, []);
        }
    }
}
