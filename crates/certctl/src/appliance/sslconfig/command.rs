//! The menu of `sslconfig`.

use certnet::tls::{TlsService, TlsSettings};
use certops::sslconfig::show;

use super::{
    cipher_list,
    overview::overview,
    peer_checks::{self, Check},
    preset, service,
};
use crate::{
    appliance::{findings::warn, workbench::Workbench},
    console::{Command, Dialogue, Flow, Operation, Stop},
};

/// Shows and changes the TLS settings of the services.
pub(in crate::appliance) struct Sslconfig;

/// What the menu offers.
#[derive(Clone, Copy)]
enum Action {
    Edit(TlsService),
    PeerCheck(Check),
    Verify,
    Preset,
}

const OPERATIONS: [Operation<Action>; 8] = [
    Operation::new(
        "GUI",
        "Edit GUI HTTPS ssl settings.",
        Action::Edit(TlsService::Gui),
    ),
    Operation::new(
        "INBOUND",
        "Edit Inbound SMTP ssl settings.",
        Action::Edit(TlsService::Inbound),
    ),
    Operation::new(
        "OUTBOUND",
        "Edit Outbound SMTP ssl settings.",
        Action::Edit(TlsService::Outbound),
    ),
    Operation::new(
        "OTHER",
        "Edit ssl settings of other TLS client services (LDAP, updater, SMTP call-ahead, remote syslog).",
        Action::Edit(TlsService::Other),
    ),
    Operation::new(
        "PEER_CERT_FQDN",
        "Validate the names in peer certificates.",
        Action::PeerCheck(Check::Fqdn),
    ),
    Operation::new(
        "PEER_CERT_X509",
        "Validate peer certificates by the rules of X.509.",
        Action::PeerCheck(Check::X509),
    ),
    Operation::new("VERIFY", "Verify and show ssl cipher list.", Action::Verify),
    Operation::new(
        "PRESET",
        "Take the settings of a preset for all services.",
        Action::Preset,
    ),
];

impl Command<Workbench> for Sslconfig {
    fn name(&self) -> &'static str {
        "sslconfig"
    }

    fn help(&self) -> &'static str {
        "Configure TLS versions and ciphers of the services"
    }

    fn run(&self, _: &[&str], dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<Flow, Stop> {
        // What is weak is told when the menu opens, and afterwards by what changes it.
        for service in bench.wait(show(bench.store()))? {
            warn(dialogue, &service.unusable)?;
            warn(dialogue, &service.findings)?;
        }
        loop {
            let services: Vec<TlsSettings> = bench
                .wait(show(bench.store()))?
                .into_iter()
                .map(|service| service.settings)
                .collect();
            dialogue.show(&overview(&services))?;
            let done = match dialogue.operation(&OPERATIONS)? {
                None => return Ok(Flow::Prompt),
                Some(Action::Edit(chosen)) => services
                    .iter()
                    .filter(|settings| settings.service() == chosen)
                    .try_for_each(|settings| service::edit(dialogue, bench, settings)),
                Some(Action::PeerCheck(check)) => peer_checks::edit(dialogue, bench, check, &services),
                Some(Action::Verify) => cipher_list::verify(dialogue).map_err(Stop::from),
                Some(Action::Preset) => preset::choose(dialogue, bench, &services),
            };
            dialogue.attempt(done)?;
        }
    }
}
