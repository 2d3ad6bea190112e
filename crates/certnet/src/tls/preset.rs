//! Sets of TLS settings under a name: ours, and the appliance's.

use std::{fmt, str::FromStr};

use certcore::error_names;
use thiserror::Error;

use super::cipher_string::{CipherString, CipherStringError};
use super::protocol::Protocol;
use super::range::ProtocolRange;
use super::service::{Side, TlsService};
use super::settings::{NoUsableSuite, SettingsError, TlsSettings};
use super::switch::{PeerChecks, Renegotiation};

/// Forward secrecy by elliptic curves and authenticated encryption only, as RFC 9325 §4.2 recommends.
const MODERN_CIPHERS: &str = "ECDHE+AESGCM:ECDHE+CHACHA20";

/// The strings that the appliance's maker shows in its document on TLS 1.3 for releases from 15.5 on, for GUI and inbound
/// alike. It selects no suite of TLS 1.1.
const ASYNCOS_SERVER_CIPHERS: &str = "HIGH:MEDIUM:@STRENGTH:!aNULL:!eNULL:!LOW:!DES:!MD5:!EXP:!PSK:!DSS:!RC2:!RC4:!SEED:!ECDSA:\
     !ADH:!IDEA:!3DES:!SSLv2:!SSLv3:!TLSv1:-aNULL:-EXPORT:-IDEA:!DHE-RSA-AES128-CCM:!DHE-RSA-AES256-CCM:\
     !DHE-RSA-AES256-SHA";

/// The string of the same document for outbound. It shows none for the other clients; that they have this one too is our
/// choice.
const ASYNCOS_CLIENT_CIPHERS: &str = "ECDH+aRSA:ECDH+ECDSA:DHE+DSS+AES:AES128:AES256:!3DES:!IDEA:!SRP:!AESGCM+DH+aRSA:\
     !AESGCM+RSA:!aNULL:!eNULL:!kRSA:@STRENGTH:-aNULL:-EXPORT:-IDEA:!DHE-RSA-AES128-CCM:!DHE-RSA-AES256-CCM:\
     !ECDHE-ECDSA-CAMELLIA128-SHA256:!ECDHE-RSA-CAMELLIA128-SHA256:!ECDHE-ECDSA-CAMELLIA256-SHA384:\
     !ECDHE-RSA-CAMELLIA256-SHA384:!ECDHE-ECDSA-AES128-CCM:!ECDHE-ECDSA-AES256-CCM:!DHE-RSA-AES256-SHA";

/// A named set of TLS settings.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Preset {
    /// TLS 1.2 and 1.3 with forward secrecy; renegotiation refused; the peer checked where it is known beforehand.
    #[default]
    Modern,
    /// What the appliance has after its upgrade to `AsyncOS` 15.5: TLS 1.1 and 1.2, renegotiation allowed, no checks of the peer.
    Asyncos15_5,
}

impl Preset {
    /// Every preset.
    pub const ALL: [Self; 2] = [Self::Modern, Self::Asyncos15_5];

    /// The name that [`FromStr`] reads.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Modern => "modern",
            Self::Asyncos15_5 => "asyncos-15.5",
        }
    }

    /// The settings of `service`.
    ///
    /// In `modern` the other clients check their peers, and outbound SMTP does not: there each destination says whether
    /// its certificate has to verify.
    ///
    /// # Errors
    ///
    /// [`PresetError`] if the OpenSSL at hand has none of the preset's suites.
    pub fn settings(self, service: TlsService) -> Result<TlsSettings, PresetError> {
        let (protocols, ciphers) = match self {
            Self::Modern => (
                ProtocolRange::between(Protocol::Tls12, Protocol::Tls13),
                MODERN_CIPHERS,
            ),
            Self::Asyncos15_5 => (
                ProtocolRange::between(Protocol::Tls11, Protocol::Tls12),
                match service.side() {
                    Side::Server => ASYNCOS_SERVER_CIPHERS,
                    Side::Client => ASYNCOS_CLIENT_CIPHERS,
                },
            ),
        };
        let settings = TlsSettings::new(service, protocols, CipherString::new(ciphers)?)?;
        let settings = match (self, service.side()) {
            (Self::Modern, Side::Server) => settings.with_renegotiation(Renegotiation::Refused)?,
            (Self::Asyncos15_5, Side::Server) => settings.with_renegotiation(Renegotiation::Allowed)?,
            (Self::Modern, Side::Client) if service == TlsService::Other => {
                settings.with_peer_checks(PeerChecks::REQUIRED)?
            }
            (_, Side::Client) => settings.with_peer_checks(PeerChecks::SKIPPED)?,
        };
        Ok(settings)
    }

    /// The versions that may be chosen for `service` under this preset. The appliance has no TLS 1.3 for other clients.
    pub fn offered_protocols(self, service: TlsService) -> ProtocolRange {
        let highest = match (self, service) {
            (Self::Asyncos15_5, TlsService::Other) => Protocol::Tls12,
            _ => Protocol::Tls13,
        };
        ProtocolRange::between(Protocol::Tls10, highest)
    }

    /// Whether `settings` can be made on a system that keeps to this preset.
    ///
    /// # Errors
    ///
    /// [`PresetError::Tls13NotForService`] for TLS 1.3 where it is not offered.
    pub fn check(self, settings: &TlsSettings) -> Result<(), PresetError> {
        let service = settings.service();
        if settings.protocols().highest() > self.offered_protocols(service).highest() {
            return Err(PresetError::Tls13NotForService {
                service,
                preset: self,
            });
        }
        Ok(())
    }
}

impl fmt::Display for Preset {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl FromStr for Preset {
    type Err = UnknownPreset;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|preset| preset.as_str().eq_ignore_ascii_case(text))
            .ok_or_else(|| UnknownPreset {
                name: text.to_owned(),
            })
    }
}

/// Why a preset and settings do not go together.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
pub enum PresetError {
    /// TLS 1.3 is not offered for the service.
    #[error("TLS 1.3 cannot be chosen for {service} with the preset {preset}; choose versions up to 1.2")]
    Tls13NotForService {
        /// Whose settings.
        service: TlsService,
        /// The preset.
        preset: Preset,
    },
    /// The OpenSSL at hand has none of the suites.
    #[error(transparent)]
    Ciphers(#[from] CipherStringError),
    /// The preset does not fit the OpenSSL at hand.
    #[error(transparent)]
    Settings(#[from] SettingsError),
}

impl From<NoUsableSuite> for PresetError {
    fn from(error: NoUsableSuite) -> Self {
        Self::Settings(error.into())
    }
}

error_names!(PresetError {
    Self::Tls13NotForService { .. } => "tls13-not-for-service",
        "A preset does not offer TLS 1.3 for a service.";
    @via Self::Ciphers(error) => error;
    @via Self::Settings(error) => error;
});

/// A name that is no preset.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error("'{}' is not a preset; choose modern or asyncos-15.5", .name.escape_debug())]
pub struct UnknownPreset {
    /// The name as it was given.
    pub name: String,
}

error_names!(UnknownPreset {
    _ => "tls-preset-unknown", "A preset of TLS settings was named that does not exist.";
});

#[cfg(test)]
mod tests {
    use certcore::diagnostic::Diagnostic;

    use super::super::suite::CipherSuite;

    use super::*;

    #[test]
    fn every_preset_has_settings_with_suites_for_every_service() {
        for preset in Preset::ALL {
            assert_eq!(preset.as_str().parse(), Ok(preset));
            for service in TlsService::ALL {
                let settings = preset.settings(service).expect("settings");
                assert_eq!(settings.service(), service);
                assert!(!settings.ciphers().expand().is_empty());
                assert_eq!(settings.ciphers().unknown_words(), Vec::<&str>::new());
                assert_eq!(preset.check(&settings), Ok(()));
            }
        }
    }

    #[test]
    fn modern_has_forward_secrecy_and_authenticated_encryption_only() {
        let settings = Preset::default().settings(TlsService::Inbound).expect("settings");
        assert_eq!(settings.protocols().to_string(), "1.2-1.3");
        assert_eq!(settings.renegotiation(), Some(Renegotiation::Refused));
        for suite in settings.ciphers().expand() {
            assert_eq!(
                (suite.key_exchange.as_str(), suite.mac.as_str()),
                ("ECDH", "AEAD")
            );
        }
    }

    #[test]
    fn the_appliance_has_its_values() {
        let inbound = Preset::Asyncos15_5
            .settings(TlsService::Inbound)
            .expect("settings");
        assert_eq!(inbound.protocols().method_string(), "tlsv1_1tlsv1_2");
        assert_eq!(inbound.renegotiation(), Some(Renegotiation::Allowed));
        assert!(!inbound.suites().iter().any(CipherSuite::is_anonymous));
        let outbound = Preset::Asyncos15_5
            .settings(TlsService::Outbound)
            .expect("settings");
        assert_eq!(outbound.peer_checks(), Some(PeerChecks::SKIPPED));
    }

    #[test]
    fn the_appliance_has_no_tls_1_3_for_other_clients_and_modern_has() {
        let other = Preset::Modern.settings(TlsService::Other).expect("settings");
        let error = Preset::Asyncos15_5.check(&other).expect_err("TLS 1.3");
        assert_eq!(error.name(), "tls13-not-for-service");
        let gui = Preset::Modern.settings(TlsService::Gui).expect("settings");
        assert_eq!(Preset::Asyncos15_5.check(&gui), Ok(()));
    }
}
