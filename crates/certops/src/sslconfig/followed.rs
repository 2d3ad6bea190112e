//! Which preset TLS settings follow, and what that leaves to choose from.

use certnet::tls::{Preset, Protocol, ProtocolRange, TlsSettings};

/// The preset that gives exactly these settings.
pub fn followed(services: &[TlsSettings]) -> Option<Preset> {
    let follows = |preset: Preset, settings: &TlsSettings| {
        preset
            .settings(settings.service())
            .is_ok_and(|of_preset| of_preset == *settings)
    };
    Preset::ALL
        .into_iter()
        .find(|preset| services.iter().all(|settings| follows(*preset, settings)))
}

/// The versions that can be chosen for a service that has these settings.
///
/// While a service has the ciphers and checks of a preset, its versions keep to what the preset offers: the appliance has
/// no TLS 1.3 for other clients. What is set is always among them.
pub fn offered(settings: &TlsSettings) -> ProtocolRange {
    let offered = kept(settings).offered_protocols(settings.service());
    let highest = offered.highest().max(settings.protocols().highest());
    ProtocolRange::between(Protocol::Tls10, highest)
}

/// The preset whose ciphers and checks the settings have; the default for settings of one's own.
pub(super) fn kept(settings: &TlsSettings) -> Preset {
    let preset = Preset::ALL.into_iter().find(|preset| {
        let of_preset = preset.settings(settings.service()).ok();
        of_preset.is_some_and(|of_preset| same_but_for_versions(settings, &of_preset))
    });
    preset.unwrap_or_default()
}

fn same_but_for_versions(one: &TlsSettings, other: &TlsSettings) -> bool {
    one.ciphers() == other.ciphers()
        && one.renegotiation() == other.renegotiation()
        && one.peer_checks() == other.peer_checks()
}

#[cfg(test)]
mod tests {
    use certnet::tls::{PeerChecks, TlsService};

    use super::*;

    fn settings(preset: Preset, service: TlsService) -> TlsSettings {
        preset.settings(service).unwrap()
    }

    #[test]
    fn a_preset_is_known_by_all_its_settings() {
        for preset in Preset::ALL {
            let services = TlsService::ALL.map(|service| settings(preset, service));
            assert_eq!(followed(&services), Some(preset));
        }
        let mixed = [
            settings(Preset::Modern, TlsService::Gui),
            settings(Preset::Asyncos15_5, TlsService::Inbound),
        ];
        assert_eq!(followed(&mixed), None);
    }

    #[test]
    fn the_appliance_offers_no_tls_1_3_for_other_clients_and_we_do() {
        for (preset, service, versions) in [
            (Preset::Asyncos15_5, TlsService::Other, "1.0-1.2"),
            (Preset::Asyncos15_5, TlsService::Outbound, "1.0-1.3"),
            (Preset::Modern, TlsService::Other, "1.0-1.3"),
        ] {
            assert_eq!(offered(&settings(preset, service)).to_string(), versions);
        }
    }

    #[test]
    fn other_versions_do_not_leave_the_preset_and_other_checks_do() {
        let other = settings(Preset::Asyncos15_5, TlsService::Other);
        let versions = |versions: &str| other.clone().speaking(versions.parse().ok(), None).unwrap();
        assert_eq!(offered(&versions("1.0-1.2")).to_string(), "1.0-1.2");
        assert_eq!(offered(&versions("1.2-1.3")).to_string(), "1.0-1.3");
        let checked = other.with_peer_checks(PeerChecks::REQUIRED).unwrap();
        assert_eq!(offered(&checked).to_string(), "1.0-1.3");
    }
}
