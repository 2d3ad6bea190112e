//! New requests: for the same key, and for a new one.

use certcore::x509::CertificateRequest;
use certops::profile::{
    Pending,
    rekey::{Rekey, rekey, same_kind},
    renew::{Renew, renew},
    show::{Shown, show},
};

use super::super::{
    new::ask_algorithm,
    staged::{say_next, show_request},
};
use crate::{
    appliance::{findings::warn, workbench::Workbench},
    console::{Decision, Dialogue, Left, Stop},
};

/// Stages a new request for the key that the profile has.
pub(super) fn renewed(dialogue: &mut Dialogue<'_>, bench: &Workbench, name: &str) -> Result<(), Stop> {
    let shown = bench.wait(show(bench.store(), name, bench.actor().at))?;
    let Some(pending) = room(dialogue, &shown)? else {
        return Ok(());
    };
    let request = Renew {
        name,
        description: None,
        pending,
    };
    let renewed = bench.wait(renew(bench.store(), &bench.actor(), &request))?;
    warn(dialogue, &renewed.findings)?;
    finish(dialogue, &renewed.name, &renewed.request)
}

/// Stages a new key with its request. The old key serves until the answer comes.
pub(super) fn rekeyed(dialogue: &mut Dialogue<'_>, bench: &Workbench, name: &str) -> Result<(), Stop> {
    let shown = bench.wait(show(bench.store(), name, bench.actor().at))?;
    let Some(pending) = room(dialogue, &shown)? else {
        return Ok(());
    };
    let present = same_kind(shown.certificate.public_key());
    let request = Rekey {
        name,
        algorithm: Some(ask_algorithm(dialogue, present)?),
        description: None,
        pending,
    };
    let rekeyed = bench.wait(rekey(bench.store(), &bench.actor(), &request))?;
    warn(dialogue, &rekeyed.findings)?;
    finish(dialogue, &rekeyed.name, &rekeyed.request)
}

/// What happens to a request that waits already; `None` when it shall stay.
fn room(dialogue: &mut Dialogue<'_>, shown: &Shown) -> Result<Option<Pending>, Left> {
    if shown.request.is_none() {
        return Ok(Some(Pending::Keep));
    }
    let question = format!(
        "The profile \"{}\" has a signing request that waits for its answer. Do you want to replace it? An answer to it will not fit any more.",
        shown.name
    );
    Ok(match dialogue.confirm(&question, Decision::No)? {
        Decision::Yes => Some(Pending::Replace),
        Decision::No => None,
    })
}

fn finish(dialogue: &mut Dialogue<'_>, name: &str, request: &CertificateRequest) -> Result<(), Stop> {
    dialogue.say("")?;
    show_request(dialogue, request)?;
    dialogue.say("")?;
    dialogue.say("The current certificate serves until the CA's answer is uploaded.")?;
    Ok(say_next(dialogue, name)?)
}
