//! The request that waits for the CA's answer: viewing, saving and changing it.

use certops::profile::{
    NoPendingRequest,
    csr::{Csr, csr},
    edit::{Edit, edit},
    show::show,
};

use super::super::{
    staged::{say_staged, show_request},
    subject,
};
use crate::{
    appliance::{file, workbench::Workbench},
    chance::serial,
    console::{Dialogue, Stop},
    description::of_request,
    file::Secrecy,
    terminal::{Style, Text},
};

/// Shows the request with its PEM, once it is committed.
pub(super) fn view(dialogue: &mut Dialogue<'_>, bench: &Workbench, name: &str) -> Result<(), Stop> {
    let csr = committed(dialogue, bench, name)?;
    dialogue.say("")?;
    let mut text = Text::new();
    csr.request.write_pem().lines().for_each(|line| text.line(line));
    dialogue.show(&text)?;
    Ok(())
}

/// Writes the request to a file, once it is committed.
pub(super) fn save(dialogue: &mut Dialogue<'_>, bench: &Workbench, name: &str) -> Result<(), Stop> {
    let csr = committed(dialogue, bench, name)?;
    let place = file::place(dialogue, bench, "export", &format!("{name}.csr"))?;
    place.write(
        dialogue,
        "request",
        Secrecy::Public,
        csr.request.write_pem().as_bytes(),
    )
}

/// Asks for the subject and the names again, and stages the request with them under the same key.
pub(super) fn change(dialogue: &mut Dialogue<'_>, bench: &Workbench, name: &str) -> Result<(), Stop> {
    let shown = bench.wait(show(bench.store(), name, bench.actor().at))?;
    let waiting = shown.request.ok_or_else(|| NoPendingRequest {
        name: name.to_owned(),
    })?;
    let current = subject::with_common_name_apart(of_request(&waiting.request));
    dialogue.say("ENTER keeps what stands in the brackets, and a full stop takes it out.")?;
    let description = subject::ask(dialogue, current)?;
    let request = Edit {
        name,
        description: &description,
        days: None,
        serial: &serial()?,
    };
    let edited = bench.wait(edit(bench.store(), &bench.actor(), &request))?;
    dialogue.say("")?;
    show_request(dialogue, &edited.request)?;
    say_staged(dialogue, &edited.name, &shown.users)?;
    Ok(())
}

fn committed(dialogue: &mut Dialogue<'_>, bench: &Workbench, name: &str) -> Result<Csr, Stop> {
    let csr = bench.wait(csr(bench.store(), name, bench.actor().at))?;
    dialogue.say("")?;
    show_request(dialogue, &csr.request)?;
    for finding in &csr.findings {
        let mut text = Text::new();
        text.styled(
            Style::Warning,
            format!("warning: {} [{}]", finding.message, finding.name()),
        );
        dialogue.show(&text)?;
    }
    Ok(csr)
}
