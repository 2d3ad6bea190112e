//! What the services are called.

use certnet::tls::TlsService;

/// The name at the beginning of a line.
pub(super) const fn label(service: TlsService) -> &'static str {
    match service {
        TlsService::Gui => "GUI HTTPS",
        TlsService::Inbound => "Inbound SMTP",
        TlsService::Outbound => "Outbound SMTP",
        TlsService::Other => "Other TLS Client Services",
    }
}

/// The name within a question.
pub(super) const fn name(service: TlsService) -> &'static str {
    match service {
        TlsService::Gui => "GUI HTTPS",
        TlsService::Inbound => "inbound SMTP",
        TlsService::Outbound => "outbound SMTP",
        TlsService::Other => "other TLS client services",
    }
}
