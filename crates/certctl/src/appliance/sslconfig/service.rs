//! Changing the TLS settings of one service.

use certnet::tls::{CipherString, CipherStringError, Protocol, ProtocolRange, Renegotiation, TlsSettings};
use certops::sslconfig::{SetTls, offered, set};

use super::words::{label, name};
use crate::{
    appliance::{findings::warn, workbench::Workbench},
    console::{Decision, Dialogue, Left, Stop},
    failure::Failure,
};

/// Asks for versions, ciphers and renegotiation, and stages them together.
///
/// # Errors
///
/// [`Stop`]; nothing is staged when the dialogue is left.
pub(super) fn edit(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    current: &TlsSettings,
) -> Result<(), Stop> {
    let protocols = versions(dialogue, current)?;
    let ciphers = ciphers(dialogue, current, protocols)?;
    let renegotiation = renegotiation(dialogue, current)?;
    let request = SetTls {
        protocols: Some(protocols),
        ciphers,
        renegotiation,
        ..SetTls::default()
    };
    let staged = bench.wait(set(bench.store(), &bench.actor(), current.service(), request))?;
    warn(dialogue, &staged.unusable)?;
    Ok(warn(dialogue, &staged.findings)?)
}

/// Asks for the versions until they have no gap.
fn versions(dialogue: &mut Dialogue<'_>, current: &TlsSettings) -> Result<ProtocolRange, Left> {
    let mut offered: Vec<Protocol> = offered(current).versions().collect();
    offered.reverse();
    let words: Vec<String> = offered.iter().map(|version| format!("TLS v{version}")).collect();
    let places: Vec<usize> = (0..)
        .zip(&offered)
        .filter(|(_, version)| current.protocols().contains(**version))
        .map(|(place, _)| place)
        .collect();
    let question = format!(
        "Enter the {} SSL method you want to use.",
        name(current.service())
    );
    loop {
        let chosen = dialogue.choose_several(&question, &words, &places)?;
        let chosen: Vec<Protocol> = chosen
            .into_iter()
            .filter_map(|place| offered.get(place).copied())
            .collect();
        match ProtocolRange::from_versions(&chosen) {
            Ok(range) => return Ok(range),
            Err(reason) => dialogue.refuse(reason)?,
        }
    }
}

/// Asks for a cipher string until it has a suite for the versions; TLS 1.3 alone needs none.
fn ciphers(
    dialogue: &mut Dialogue<'_>,
    current: &TlsSettings,
    protocols: ProtocolRange,
) -> Result<Option<CipherString>, Left> {
    let service = current.service();
    if protocols.below_tls13().is_none() {
        dialogue.say("The ciphers of TLS v1.3 are fixed.")?;
        return Ok(None);
    }
    let question = format!("Enter the {} ssl cipher you want to use.", name(service));
    let ciphers = dialogue.text(&question, &current.ciphers().to_string(), |typed| {
        let ciphers: CipherString = typed
            .parse()
            .map_err(|error: CipherStringError| Failure::new(&error))?;
        TlsSettings::new(service, protocols, ciphers.clone())
            .map(|_| ciphers)
            .map_err(|error| Failure::new(&error))
    })?;
    Ok(Some(ciphers))
}

/// Asks a service that accepts connections whether clients may renegotiate.
fn renegotiation(dialogue: &mut Dialogue<'_>, current: &TlsSettings) -> Result<Option<Renegotiation>, Left> {
    let default = match current.renegotiation() {
        None => return Ok(None),
        Some(Renegotiation::Allowed) => Decision::Yes,
        Some(Renegotiation::Refused) => Decision::No,
    };
    let question = format!(
        "Do you want to enable TLS renegotiation for {}?",
        label(current.service())
    );
    Ok(Some(match dialogue.confirm(&question, default)? {
        Decision::Yes => Renegotiation::Allowed,
        Decision::No => Renegotiation::Refused,
    }))
}
