//! What is weak in the settings of a preset, told once for all services.

use std::collections::BTreeMap;

use certcore::{diagnostic::Diagnostic as _, error_names};
use certnet::tls::{Preset, TlsService, TlsSettings, findings};
use thiserror::Error;

/// All services have the settings of a preset that is weak.
#[derive(Clone, Debug, Eq, Error, PartialEq)]
#[error(
    "the preset {preset} is weaker than RFC 9325 asks: {}; 'sslconfig show' tells each of them",
    listed(weaknesses)
)]
pub struct WeakPreset {
    /// The preset.
    pub preset: Preset,
    /// The names of the findings, each with the services that have it.
    pub weaknesses: BTreeMap<&'static str, Vec<TlsService>>,
}

error_names!(WeakPreset {
    _ => "tls-preset-weak", "All services take the TLS settings of a preset that has weak versions or cipher suites.";
});

impl WeakPreset {
    /// What is weak in the settings of a preset; `None` if nothing is.
    pub(crate) fn of(preset: Preset, services: &[TlsSettings]) -> Option<Self> {
        let mut weaknesses: BTreeMap<&'static str, Vec<TlsService>> = BTreeMap::new();
        for settings in services {
            for finding in findings(settings) {
                weaknesses
                    .entry(finding.name())
                    .or_default()
                    .push(settings.service());
            }
        }
        (!weaknesses.is_empty()).then_some(Self { preset, weaknesses })
    }
}

fn listed(weaknesses: &BTreeMap<&'static str, Vec<TlsService>>) -> String {
    let weaknesses: Vec<String> = weaknesses
        .iter()
        .map(|(name, services)| {
            let services: Vec<&str> = services.iter().map(|service| service.as_str()).collect();
            format!("{name} ({})", services.join(", "))
        })
        .collect();
    weaknesses.join(", ")
}
