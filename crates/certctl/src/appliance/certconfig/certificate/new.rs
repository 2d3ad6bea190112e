//! NEW: a key with a self-signed certificate and a request.

use certcore::key::KeyAlgorithm;
use certops::profile::{
    ProfileExists,
    create::{ALGORITHM, Create, SELF_SIGNED_DAYS, create},
};
use certstore::entry::EntryId;

use super::{
    import::exists,
    staged::{say_next, say_staged, show_request},
    subject::{self, Subject},
};
use crate::{
    appliance::workbench::Workbench,
    chance::serial,
    console::{Dialogue, Left, Stop},
    failure::Failure,
};

/// Asks for the subject, the names and the kind of key, and stages the profile.
pub(super) fn run(dialogue: &mut Dialogue<'_>, bench: &Workbench) -> Result<(), Stop> {
    let name = ask_name(dialogue, bench)?;
    let description = subject::ask(dialogue, Subject::default())?;
    let days = subject::ask_days(dialogue, SELF_SIGNED_DAYS, bench.actor().at)?;
    let algorithm = ask_algorithm(dialogue, ALGORITHM)?;
    let request = Create {
        name: Some(&name),
        description: &description,
        algorithm,
        days,
        serial: &serial()?,
    };
    let created = bench.wait(create(bench.store(), &bench.actor(), &request))?;
    dialogue.say("")?;
    show_request(dialogue, &created.request)?;
    say_staged(dialogue, &created.name, &[])?;
    // The appliance shows the request here, which then may still change.
    Ok(say_next(dialogue, &created.name)?)
}

fn ask_name(dialogue: &mut Dialogue<'_>, bench: &Workbench) -> Result<String, Left> {
    dialogue.text("Enter a name for this certificate profile:", "", |name| {
        let id = EntryId::profile(name)?;
        if exists(bench, &id)? {
            return Err(Failure::new(&ProfileExists {
                name: name.to_owned(),
            }));
        }
        Ok(name.to_owned())
    })
}

/// Asks for the kind of a new key; ENTER gives `current`.
pub(super) fn ask_algorithm(
    dialogue: &mut Dialogue<'_>,
    current: KeyAlgorithm,
) -> Result<KeyAlgorithm, Left> {
    let names = KeyAlgorithm::ALL.map(KeyAlgorithm::as_str);
    let place = KeyAlgorithm::ALL.iter().position(|one| *one == current);
    let chosen = dialogue.choose("Enter the kind of private key:", &names, place)?;
    Ok(KeyAlgorithm::ALL.get(chosen).copied().unwrap_or(current))
}
