//! What is said when a chain came into a profile.

use certcore::{
    chain::{Cross, Repair},
    x509::CertificateRequest,
};
use certops::place;
use certstore::entry::EntryId;

use crate::{
    console::{Decision, Dialogue, Left, Stop},
    output::{AskedView, ChainView, Pieces},
    terminal::{Style, Text},
};

/// Shows what is served, what is left out and why.
pub(super) fn show_chain(
    dialogue: &mut Dialogue<'_>,
    repair: &Repair<'_>,
    sources: &[String],
) -> Result<(), Left> {
    dialogue.say("")?;
    dialogue.show(&ChainView::new(repair, Pieces(sources)).for_console().text())
}

/// Asks whether cross-certificates stay, where some were kept.
pub(super) fn ask_cross(dialogue: &mut Dialogue<'_>, repair: &Repair<'_>) -> Result<Cross, Stop> {
    if repair.cross().is_empty() {
        return Ok(Cross::Keep);
    }
    let question =
        "Do you want to keep the cross-certificates, for peers that know only an older root of the CA?";
    Ok(match dialogue.confirm(question, Decision::Yes)? {
        Decision::Yes => Cross::Keep,
        Decision::No => Cross::Drop,
    })
}

/// Shows what a request asks for.
pub(super) fn show_request(dialogue: &mut Dialogue<'_>, request: &CertificateRequest) -> Result<(), Left> {
    let mut text = Text::new();
    text.gap();
    text.styled(Style::Heading, "Signing request");
    text.facts(AskedView::new(request).facts());
    dialogue.show(&text)
}

/// Says that a profile is staged and who uses it.
pub(super) fn say_staged(dialogue: &mut Dialogue<'_>, name: &str, users: &[EntryId]) -> Result<(), Left> {
    dialogue.say("")?;
    dialogue.say(format!(
        "Certificate profile \"{name}\" is staged; commit puts it in force."
    ))?;
    if users.is_empty() {
        return dialogue.say("No service uses it yet.");
    }
    dialogue.say(format!("It is used by {}.", place::users(users)))
}

/// Says how the CA gets the request of a profile, which may change before the commit.
pub(super) fn say_next(dialogue: &mut Dialogue<'_>, name: &str) -> Result<(), Left> {
    dialogue.say(format!(
        "Next: commit; then certconfig, CERTIFICATE, EDIT, {name}, SAVE writes the request for the CA."
    ))
}
