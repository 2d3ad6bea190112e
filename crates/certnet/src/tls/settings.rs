//! The TLS settings of one service, valid from the moment they are made.

use certcore::error_names;
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::cipher_string::{CipherString, UncheckedCiphers};
use super::protocol::Protocol;
use super::range::ProtocolRange;
use super::service::{Side, TlsService};
use super::suite::CipherSuite;
use super::switch::{PeerChecks, Renegotiation};

/// What a service speaks and what it checks.
///
/// A server always has a setting for renegotiation and no peer checks, a client the other way round. Settings that are read
/// are judged by that and by their form; whether the OpenSSL at hand has a suite for them is asked by [`Self::usable`].
/// Settings with new versions or a new cipher string are made only if it has.
#[derive(Clone, Debug, Deserialize, Eq, PartialEq, Serialize)]
#[serde(try_from = "Fields")]
pub struct TlsSettings {
    service: TlsService,
    protocols: ProtocolRange,
    ciphers: UncheckedCiphers,
    #[serde(skip_serializing_if = "Option::is_none")]
    renegotiation: Option<Renegotiation>,
    #[serde(skip_serializing_if = "Option::is_none")]
    peer_checks: Option<PeerChecks>,
}

impl TlsSettings {
    /// Settings of `service`: renegotiation refused for a server, no checks of the peer for a client.
    ///
    /// # Errors
    ///
    /// [`NoUsableSuite`] if no suite of `ciphers` works with `protocols`.
    pub fn new(
        service: TlsService,
        protocols: ProtocolRange,
        ciphers: CipherString,
    ) -> Result<Self, NoUsableSuite> {
        let settings = Self::read(service, protocols, ciphers.into());
        settings.usable()?;
        Ok(settings)
    }

    /// The same with other versions, another cipher string, or both; they are judged together.
    ///
    /// # Errors
    ///
    /// [`NoUsableSuite`] if something is other, and no suite of the string works with the versions.
    pub fn speaking(
        mut self,
        protocols: Option<ProtocolRange>,
        ciphers: Option<CipherString>,
    ) -> Result<Self, NoUsableSuite> {
        if protocols.is_none() && ciphers.is_none() {
            return Ok(self);
        }
        self.protocols = protocols.unwrap_or(self.protocols);
        self.ciphers = ciphers.map_or(self.ciphers, UncheckedCiphers::from);
        self.usable()?;
        Ok(self)
    }

    /// The same with another answer to renegotiation.
    ///
    /// # Errors
    ///
    /// [`SettingsError::RenegotiationNotForService`] for a client.
    pub fn with_renegotiation(mut self, renegotiation: Renegotiation) -> Result<Self, SettingsError> {
        if self.service.side() == Side::Client {
            return Err(SettingsError::RenegotiationNotForService {
                service: self.service,
            });
        }
        self.renegotiation = Some(renegotiation);
        Ok(self)
    }

    /// The same with other checks of the peer.
    ///
    /// # Errors
    ///
    /// [`SettingsError::PeerChecksNotForService`] for a server.
    pub fn with_peer_checks(mut self, peer_checks: PeerChecks) -> Result<Self, SettingsError> {
        if self.service.side() == Side::Server {
            return Err(SettingsError::PeerChecksNotForService {
                service: self.service,
            });
        }
        self.peer_checks = Some(peer_checks);
        Ok(self)
    }

    /// Whose settings they are.
    pub const fn service(&self) -> TlsService {
        self.service
    }

    /// The versions it speaks.
    pub const fn protocols(&self) -> ProtocolRange {
        self.protocols
    }

    /// The cipher string, for TLS 1.2 and older.
    pub const fn ciphers(&self) -> &UncheckedCiphers {
        &self.ciphers
    }

    /// Whether a client may renegotiate; only a server has it.
    pub const fn renegotiation(&self) -> Option<Renegotiation> {
        self.renegotiation
    }

    /// What is checked in the peer's certificate; only a client has it.
    pub const fn peer_checks(&self) -> Option<PeerChecks> {
        self.peer_checks
    }

    /// Every suite that can come to use, those of TLS 1.3 first, then those of the cipher string in its order.
    pub fn suites(&self) -> Vec<CipherSuite> {
        let mut suites = if self.protocols.contains(Protocol::Tls13) {
            CipherSuite::tls13()
        } else {
            Vec::new()
        };
        suites.extend(self.ciphers.expand_within(self.protocols));
        suites
    }

    /// The versions of the range for which the cipher string selects no suite.
    pub fn versions_without_suite(&self) -> Vec<Protocol> {
        let older = self
            .protocols
            .versions()
            .filter(|version| *version < Protocol::Tls13);
        older
            .filter(|version| {
                let only = ProtocolRange::only(*version);
                self.ciphers.expand_within(only).is_empty()
            })
            .collect()
    }

    /// Whether the OpenSSL at hand has a suite for each range of versions: TLS 1.3 alone needs none of the cipher string.
    ///
    /// # Errors
    ///
    /// [`NoUsableSuite`].
    pub fn usable(&self) -> Result<(), NoUsableSuite> {
        match self.protocols.below_tls13() {
            Some(protocols) if self.ciphers.expand_within(protocols).is_empty() => Err(NoUsableSuite {
                service: self.service,
                protocols,
                ciphers: self.ciphers.clone(),
            }),
            _ => Ok(()),
        }
    }

    fn read(service: TlsService, protocols: ProtocolRange, ciphers: UncheckedCiphers) -> Self {
        let (renegotiation, peer_checks) = match service.side() {
            Side::Server => (Some(Renegotiation::Refused), None),
            Side::Client => (None, Some(PeerChecks::SKIPPED)),
        };
        Self {
            service,
            protocols,
            ciphers,
            renegotiation,
            peer_checks,
        }
    }
}

/// No suite of a service's cipher string can be used with its versions.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "{service}: this OpenSSL has no suite for TLS {protocols} in the cipher string '{ciphers}'; add suites that this version \
     has and that need no '@SECLEVEL' of their own, or choose other versions"
)]
pub struct NoUsableSuite {
    /// Whose settings.
    pub service: TlsService,
    /// The versions to which the string applies.
    pub protocols: ProtocolRange,
    /// The string.
    pub ciphers: UncheckedCiphers,
}

error_names!(NoUsableSuite {
    _ => "ciphers-not-for-versions",
        "No suite of a service's cipher string can be used with its TLS versions.";
});

/// Why settings do not fit together.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum SettingsError {
    /// No suite of the cipher string can be used with the versions.
    #[error(transparent)]
    NoUsableSuite(#[from] NoUsableSuite),
    /// A client has no setting for renegotiation.
    #[error("{service} has no setting for renegotiation; it is set for gui and inbound")]
    RenegotiationNotForService {
        /// Whose settings.
        service: TlsService,
    },
    /// A server has no checks of the peer.
    #[error(
        "{service} has no checks of the peer's certificate; they are set for outbound and other, and for inbound in the \
         mail flow policies"
    )]
    PeerChecksNotForService {
        /// Whose settings.
        service: TlsService,
    },
}

error_names!(SettingsError {
    Self::RenegotiationNotForService { .. } => "renegotiation-not-for-service",
        "Renegotiation can be set only for services that accept connections.";
    Self::PeerChecksNotForService { .. } => "peer-checks-not-for-service",
        "Checks of the peer can be set only for services that open connections.";
    @via Self::NoUsableSuite(error) => error;
});

/// What is read, before it is known to fit together.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Fields {
    service: TlsService,
    protocols: ProtocolRange,
    ciphers: UncheckedCiphers,
    renegotiation: Option<Renegotiation>,
    peer_checks: Option<PeerChecks>,
}

impl TryFrom<Fields> for TlsSettings {
    type Error = SettingsError;

    fn try_from(fields: Fields) -> Result<Self, Self::Error> {
        let mut settings = Self::read(fields.service, fields.protocols, fields.ciphers);
        if let Some(renegotiation) = fields.renegotiation {
            settings = settings.with_renegotiation(renegotiation)?;
        }
        if let Some(peer_checks) = fields.peer_checks {
            settings = settings.with_peer_checks(peer_checks)?;
        }
        Ok(settings)
    }
}

#[cfg(test)]
mod tests {
    use certcore::diagnostic::Diagnostic;

    use super::*;

    fn settings(service: TlsService, protocols: &str, ciphers: &str) -> Result<TlsSettings, SettingsError> {
        Ok(TlsSettings::new(
            service,
            protocols.parse().expect("a range"),
            ciphers.parse().expect("a cipher string"),
        )?)
    }

    #[test]
    fn settings_read_back_from_json() {
        let server = settings(TlsService::Inbound, "1.2-1.3", "HIGH:!aNULL")
            .and_then(|settings| settings.with_renegotiation(Renegotiation::Allowed))
            .expect("valid");
        let json = serde_json::to_string(&server).expect("serialises");
        assert_eq!(
            json,
            r#"{"service":"inbound","protocols":"1.2-1.3","ciphers":"HIGH:!aNULL","renegotiation":"on"}"#
        );
        assert_eq!(serde_json::from_str::<TlsSettings>(&json).expect("reads"), server);

        let client = settings(TlsService::Outbound, "1.0", "HIGH")
            .and_then(|settings| settings.with_peer_checks(PeerChecks::REQUIRED))
            .expect("valid");
        let json = serde_json::to_string(&client).expect("serialises");
        assert_eq!(serde_json::from_str::<TlsSettings>(&json).expect("reads"), client);
    }

    #[test]
    fn json_is_judged_by_its_form() {
        for (json, part) in [
            (
                r#"{"service":"gui","protocols":"1.2","ciphers":"HIGH","colour":"red"}"#,
                "unknown field",
            ),
            (
                r#"{"service":"gui","protocols":"1.0,1.2","ciphers":"HIGH"}"#,
                "unbroken sequence",
            ),
            (
                r#"{"service":"other","protocols":"1.2","ciphers":"HIGH","renegotiation":"on"}"#,
                "no setting for renegotiation",
            ),
            (
                r#"{"service":"gui","protocols":"1.2","ciphers":"HIGH","peer_checks":{"fqdn":"on","x509":"on"}}"#,
                "no checks of the peer",
            ),
            (
                r#"{"service":"gui","protocols":"1.1","ciphers":"AES|GCM"}"#,
                "character 4",
            ),
        ] {
            let error = serde_json::from_str::<TlsSettings>(json).expect_err(part);
            assert!(error.to_string().contains(part), "{error}");
        }
    }

    #[test]
    fn each_side_has_its_own_settings_only() {
        let error = settings(TlsService::Other, "1.2", "HIGH")
            .and_then(|settings| settings.with_renegotiation(Renegotiation::Refused))
            .expect_err("a client");
        assert_eq!(error.name(), "renegotiation-not-for-service");
        let error = settings(TlsService::Gui, "1.2", "HIGH")
            .and_then(|settings| settings.with_peer_checks(PeerChecks::SKIPPED))
            .expect_err("a server");
        assert_eq!(error.name(), "peer-checks-not-for-service");
    }

    #[test]
    fn a_string_without_a_suite_for_the_versions_is_refused_and_tls_1_3_alone_needs_none() {
        let error = settings(TlsService::Gui, "1.0-1.1", "AESGCM").expect_err("no suite");
        assert_eq!(error.name(), "ciphers-not-for-versions");
        let only_anonymous = settings(TlsService::Gui, "1.2-1.3", "ADH").expect_err("no suite");
        assert_eq!(only_anonymous.name(), "ciphers-not-for-versions");
        assert!(settings(TlsService::Gui, "1.3", "ADH").is_ok());
    }

    #[test]
    fn a_change_that_does_not_fit_is_refused() {
        let modern = settings(TlsService::Gui, "1.2-1.3", "AESGCM").expect("valid");
        let old = || Some("1.0-1.1".parse().expect("a range"));
        assert!(modern.clone().speaking(old(), None).is_err());
        let changed = modern
            .speaking(old(), Some("AES128-SHA".parse().expect("a cipher string")))
            .expect("fits");
        assert_eq!(changed.suites().len(), 1);
    }

    #[test]
    fn what_is_stored_is_read_whatever_this_openssl_knows_and_can_be_repaired() {
        for (protocols, ciphers) in [
            ("1.2-1.3", "NOSUCHWORD"),
            ("1.2", "HIGH:@NOSUCH"),
            ("1.1", "AESGCM"),
        ] {
            let json = format!(r#"{{"service":"gui","protocols":"{protocols}","ciphers":"{ciphers}"}}"#);
            let stored: TlsSettings = serde_json::from_str(&json).expect(ciphers);
            let error = stored.usable().expect_err(ciphers);
            assert_eq!(error.name(), "ciphers-not-for-versions");
            assert!(error.to_string().contains(ciphers), "{error}");
            let changed = stored
                .clone()
                .with_renegotiation(Renegotiation::Allowed)
                .expect("a server");
            assert_eq!(changed.clone().speaking(None, None), Ok(changed));
            assert!(
                stored
                    .clone()
                    .speaking(Some("1.1".parse().expect("a range")), None)
                    .is_err()
            );
            let only13 = stored
                .clone()
                .speaking(Some("1.3".parse().expect("a range")), None);
            assert_eq!(only13.expect("needs no suite of the string").suites().len(), 3);
            let high = Some("HIGH:@SECLEVEL=0".parse().expect("a cipher string"));
            assert_eq!(stored.speaking(None, high).expect("repaired").usable(), Ok(()));
        }
    }
}
