//! The settings of all services, as they are shown above the menu.

use certnet::tls::{PeerCheck, Renegotiation, TlsSettings};

use super::words::label;
use crate::terminal::{Style, Text};

const ENABLED: &str = "Enabled";
const DISABLED: &str = "Disabled";

/// The settings for people.
pub(super) fn overview<'s>(services: impl IntoIterator<Item = &'s TlsSettings>) -> Text {
    let mut text = Text::new();
    text.styled(Style::Heading, "sslconfig settings:");
    for settings in services {
        let service = label(settings.service());
        let mut line = |what: &str, value: &str| text.line(format!("  {service} {what}: {value}"));
        line("method", &settings.protocols().method_string());
        line("ciphers", &settings.ciphers().to_string());
        if let Some(renegotiation) = settings.renegotiation() {
            line("TLS renegotiation", allowed(renegotiation));
        }
        if let Some(checks) = settings.peer_checks() {
            line("peer certificate FQDN validation", required(checks.fqdn));
            line("peer certificate X509 validation", required(checks.x509));
        }
    }
    text
}

const fn allowed(renegotiation: Renegotiation) -> &'static str {
    match renegotiation {
        Renegotiation::Allowed => ENABLED,
        Renegotiation::Refused => DISABLED,
    }
}

const fn required(check: PeerCheck) -> &'static str {
    match check {
        PeerCheck::Required => ENABLED,
        PeerCheck::Skipped => DISABLED,
    }
}
