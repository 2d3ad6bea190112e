//! Changing the TLS settings of a service.

use certcore::error_names;
use certnet::tls::{
    CipherString, NoUsableSuite, PeerCheck, PeerChecks, PresetError, ProtocolRange, Renegotiation,
    SettingsError, TlsFinding, TlsService, TlsSettings, findings,
};
use certstore::{
    entry::EntryId,
    repository::Change,
    store::{Actor, Store, StoreError},
};
use thiserror::Error;

use super::followed::kept;
use crate::edit::{EditError, changed, present, stage};

/// What shall be different in the TLS settings of a service.
#[derive(Clone, Debug, Default)]
pub struct SetTls {
    /// Other versions.
    pub protocols: Option<ProtocolRange>,
    /// Another cipher string.
    pub ciphers: Option<CipherString>,
    /// Whether a client may renegotiate; for services that accept connections.
    pub renegotiation: Option<Renegotiation>,
    /// Whether the peer's name is checked; for services that open connections.
    pub peer_fqdn: Option<PeerCheck>,
    /// Whether the peer's certificate is checked; for services that open connections.
    pub peer_x509: Option<PeerCheck>,
}

/// What became of the TLS settings of a service.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct SslconfigSet {
    /// The settings.
    pub change: Change,
    /// What is weak in them now.
    pub findings: Vec<TlsFinding>,
    /// That this OpenSSL has no suite for them; they were so before.
    pub unusable: Option<NoUsableSuite>,
}

/// Stages TLS settings with something different in them.
///
/// # Errors
///
/// [`SslconfigSetError`].
pub async fn set(
    store: &Store,
    actor: &Actor,
    service: TlsService,
    request: SetTls,
) -> Result<SslconfigSet, SslconfigSetError> {
    let id = EntryId::tls(service);
    let mut writing = store.write(actor).await?;
    let (_, before) = present::<TlsSettings>(&mut writing, id.name()).await?;
    let after = with(&before, request)?;
    if after.protocols().highest() > before.protocols().highest() {
        kept(&after).check(&after)?;
    }
    let (findings, unusable) = (findings(&after), after.usable().err());
    let change = changed(id, Some(before), Some(after));
    stage(&mut writing, std::slice::from_ref(&change)).await?;
    writing.commit().await?;
    Ok(SslconfigSet {
        change,
        findings,
        unusable,
    })
}

/// The settings with the difference; versions and cipher string are judged together, not one after the other.
fn with(before: &TlsSettings, request: SetTls) -> Result<TlsSettings, SettingsError> {
    let mut after = before.clone().speaking(request.protocols, request.ciphers)?;
    if let Some(renegotiation) = request.renegotiation {
        after = after.with_renegotiation(renegotiation)?;
    }
    let asked = request.peer_fqdn.is_some() || request.peer_x509.is_some();
    let peer_checks = before
        .peer_checks()
        .or(asked.then_some(PeerChecks::SKIPPED))
        .map(|checks| PeerChecks {
            fqdn: request.peer_fqdn.unwrap_or(checks.fqdn),
            x509: request.peer_x509.unwrap_or(checks.x509),
        });
    match peer_checks {
        Some(checks) => after.with_peer_checks(checks),
        None => Ok(after),
    }
}

/// Why TLS settings cannot be changed so.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum SslconfigSetError {
    /// They do not fit together.
    #[error(transparent)]
    Settings(#[from] SettingsError),
    /// The preset that they otherwise keep to does not offer them.
    #[error(transparent)]
    Preset(#[from] PresetError),
    /// See there.
    #[error(transparent)]
    Edit(#[from] EditError),
}

impl From<StoreError> for SslconfigSetError {
    fn from(error: StoreError) -> Self {
        Self::Edit(error.into())
    }
}

error_names!(SslconfigSetError {
    @via Self::Settings(error) => error;
    @via Self::Preset(error) => error;
    @via Self::Edit(error) => error;
});

#[cfg(test)]
mod tests {
    use certcore::diagnostic::Diagnostic;
    use certnet::tls::Preset;

    use super::*;
    use crate::specimen::Specimen;

    async fn try_set(
        specimen: &Specimen,
        service: TlsService,
        request: SetTls,
    ) -> Result<SslconfigSet, SslconfigSetError> {
        set(&specimen.store, &specimen.actor(), service, request).await
    }

    #[tokio::test]
    async fn versions_and_ciphers_are_judged_together_and_the_rest_stays() {
        let specimen = Specimen::new().await;
        let request = SetTls {
            protocols: Some("1.0-1.1".parse().unwrap()),
            ciphers: Some("AES128-SHA".parse().unwrap()),
            ..SetTls::default()
        };
        let set = try_set(&specimen, TlsService::Other, request).await.unwrap();
        assert_eq!(set.findings[0].name(), "tls-version-deprecated");
        let after: TlsSettings = set.change.after.unwrap().try_into().unwrap();
        assert_eq!(after.peer_checks(), Some(PeerChecks::REQUIRED));
    }

    #[tokio::test]
    async fn tls_1_3_for_other_clients_is_refused_until_the_settings_leave_the_preset_of_the_appliance() {
        let specimen = Specimen::new().await;
        crate::sslconfig::preset(&specimen.store, &specimen.actor(), Preset::Asyncos15_5)
            .await
            .unwrap();
        let request = SetTls {
            protocols: Some("1.3".parse().unwrap()),
            ..SetTls::default()
        };
        let refused = try_set(&specimen, TlsService::Other, request.clone()).await;
        assert_eq!(refused.unwrap_err().name(), "tls13-not-for-service");
        try_set(&specimen, TlsService::Outbound, request.clone())
            .await
            .unwrap();
        let checked = SetTls {
            peer_x509: Some(PeerCheck::Required),
            ..request
        };
        try_set(&specimen, TlsService::Other, checked).await.unwrap();
    }

    #[tokio::test]
    async fn what_does_not_fit_is_refused_and_nothing_is_staged() {
        let specimen = Specimen::new().await;
        let versions = SetTls {
            protocols: Some("1.0".parse().unwrap()),
            ..SetTls::default()
        };
        let fqdn = SetTls {
            peer_fqdn: Some(PeerCheck::Required),
            ..SetTls::default()
        };
        let renegotiation = SetTls {
            renegotiation: Some(Renegotiation::Allowed),
            ..SetTls::default()
        };
        for (service, request, name) in [
            (TlsService::Gui, versions, "ciphers-not-for-versions"),
            (TlsService::Inbound, fqdn, "peer-checks-not-for-service"),
            (
                TlsService::Outbound,
                renegotiation,
                "renegotiation-not-for-service",
            ),
        ] {
            let refused = try_set(&specimen, service, request).await;
            assert_eq!(refused.unwrap_err().name(), name);
        }
        assert_eq!(specimen.read().await.repository().staged().await.unwrap(), []);
    }
}
