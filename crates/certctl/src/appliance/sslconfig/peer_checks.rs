//! Changing what is checked in the certificates of peers.

use certnet::tls::{PeerCheck, PeerChecks, TlsService, TlsSettings};
use certops::sslconfig::{SetTls, set};

use super::words::label;
use crate::{
    appliance::workbench::Workbench,
    console::{Decision, Dialogue, Stop},
};

/// What is checked.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Check {
    /// The names.
    Fqdn,
    /// The certificate and its chain.
    X509,
}

impl Check {
    const fn word(self) -> &'static str {
        match self {
            Self::Fqdn => "FQDN",
            Self::X509 => "X509",
        }
    }

    const fn of(self, checks: PeerChecks) -> PeerCheck {
        match self {
            Self::Fqdn => checks.fqdn,
            Self::X509 => checks.x509,
        }
    }

    fn request(self, check: PeerCheck) -> SetTls {
        match self {
            Self::Fqdn => SetTls {
                peer_fqdn: Some(check),
                ..SetTls::default()
            },
            Self::X509 => SetTls {
                peer_x509: Some(check),
                ..SetTls::default()
            },
        }
    }
}

/// Asks for every service that opens connections whether the check is made, and stages the answers.
///
/// # Errors
///
/// [`Stop`]; nothing is staged when the dialogue is left.
pub(super) fn edit(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    check: Check,
    services: &[TlsSettings],
) -> Result<(), Stop> {
    let mut answers: Vec<(TlsService, PeerCheck)> = Vec::new();
    for settings in services {
        let Some(checks) = settings.peer_checks() else {
            continue;
        };
        let default = match check.of(checks) {
            PeerCheck::Required => Decision::Yes,
            PeerCheck::Skipped => Decision::No,
        };
        let question = format!(
            "Do you want to enable peer certificate {} validation for {}?",
            check.word(),
            label(settings.service())
        );
        let answer = match dialogue.confirm(&question, default)? {
            Decision::Yes => PeerCheck::Required,
            Decision::No => PeerCheck::Skipped,
        };
        answers.push((settings.service(), answer));
    }
    for (service, answer) in answers {
        bench.wait(set(bench.store(), &bench.actor(), service, check.request(answer)))?;
    }
    Ok(())
}
