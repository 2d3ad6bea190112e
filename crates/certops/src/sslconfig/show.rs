//! The TLS settings of all services.

use certnet::tls::{CipherSuite, NoUsableSuite, TlsFinding, TlsService, TlsSettings, findings};
use certstore::{entry::EntryId, store::Store};

use crate::edit::{EditError, Listed, listed_in};

/// The TLS settings of one service.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ServiceTls {
    /// What is set, with the candidate over what is in force.
    pub settings: TlsSettings,
    /// Whether that waits for a commit.
    pub staged: bool,
    /// Every suite that can come to use, those of TLS 1.3 first; they are fixed.
    pub suites: Vec<CipherSuite>,
    /// What is weak in it.
    pub findings: Vec<TlsFinding>,
    /// That this OpenSSL has no suite for its versions below TLS 1.3. The service does not run until that is changed.
    pub unusable: Option<NoUsableSuite>,
}

impl ServiceTls {
    fn new(listed: Listed<TlsSettings>) -> Self {
        Self {
            staged: listed.is_staged(),
            suites: listed.entry.suites(),
            findings: findings(&listed.entry),
            unusable: listed.entry.usable().err(),
            settings: listed.entry,
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
        let listed = listed_in(&mut reading, EntryId::tls(service).name()).await?;
        services.push(ServiceTls::new(listed));
    }
    Ok(services)
}

#[cfg(test)]
mod tests {
    use certnet::tls::ProtocolRange;

    use super::*;
    use crate::{
        specimen::Specimen,
        sslconfig::{SetTls, set},
    };

    #[tokio::test]
    async fn all_four_services_are_shown_with_the_fixed_suites() {
        let specimen = Specimen::new().await;
        let services = show(&specimen.store).await.unwrap();
        assert_eq!(services.len(), 4);
        for service in services {
            assert_eq!(service.suites[0].name, "TLS_AES_256_GCM_SHA384");
            assert_eq!(service.findings, []);
            assert!(!service.staged, "{service:?}");
        }
    }

    #[tokio::test]
    async fn settings_that_wait_for_a_commit_are_marked() {
        let specimen = Specimen::new().await;
        let request = SetTls {
            protocols: Some("1.3".parse::<ProtocolRange>().unwrap()),
            ..SetTls::default()
        };
        set(&specimen.store, &specimen.actor(), TlsService::Gui, request)
            .await
            .unwrap();
        for service in show(&specimen.store).await.unwrap() {
            assert_eq!(service.staged, service.settings.service() == TlsService::Gui);
        }
    }
}
