//! Services of a mail gateway, as options name them.

use certcore::x509::Service;
use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

/// Reads one service and offers all of them.
pub(crate) fn parser() -> impl TypedValueParser<Value = Service> {
    PossibleValuesParser::new(
        Service::ALL.map(|service| PossibleValue::new(service.as_str()).help(meaning(service))),
    )
    .try_map(|name| name.parse::<Service>())
}

const fn meaning(service: Service) -> &'static str {
    match service {
        Service::Inbound => "SMTP from other servers; a server certificate",
        Service::Outbound => "SMTP to other servers; a client certificate",
        Service::Https => "administration; a server certificate",
        Service::Ldap => "look-ups in a directory; a client certificate",
    }
}
