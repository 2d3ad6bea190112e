//! Destinations: a new one, another TLS setting for one, and one less.

use certops::{
    destination::{SetDestination, remove},
    edit::{self, EditError},
};
use certstore::entry::{Destination, DestinationName, DestinationNameError, DestinationTls};

use super::tls::CHOICES;
use crate::{
    appliance::{
        entry_name::{existing, vacant},
        tls_support,
        workbench::Workbench,
    },
    console::{Decision, Dialogue, Left, Stop},
    failure::Failure,
};

/// Asks for a domain and its TLS, and stages the entry.
///
/// # Errors
///
/// [`Stop`].
pub(super) fn new(dialogue: &mut Dialogue<'_>, bench: &Workbench) -> Result<(), Stop> {
    let domain = domain(dialogue, bench, "configure", vacant::<Destination>)?;
    match specific(dialogue, Decision::No)? {
        Decision::No => {
            dialogue.say(format!(
                "The default holds for {domain}; an entry that says no more is not needed."
            ))?;
        }
        Decision::Yes => {
            let tls = tls_support::choose(dialogue, &CHOICES, DestinationTls::None)?;
            let entry = Destination { tls };
            bench.wait(edit::add(
                bench.store(),
                &bench.actor(),
                &domain.to_string(),
                entry,
            ))?;
        }
    }
    Ok(())
}

/// Asks for another TLS setting of an entry and stages it; without a setting of its own the entry goes.
///
/// # Errors
///
/// [`Stop`].
pub(super) fn edit(dialogue: &mut Dialogue<'_>, bench: &Workbench) -> Result<(), Stop> {
    let domain = domain(dialogue, bench, "edit", existing::<Destination>)?;
    if domain == DestinationName::Default || specific(dialogue, Decision::Yes)? == Decision::Yes {
        return set(dialogue, bench, &domain);
    }
    bench.wait(remove(bench.store(), &bench.actor(), &domain))?;
    Ok(dialogue.say(format!(
        "The default holds for {domain} now; its entry is removed."
    ))?)
}

/// Asks for an entry and stages its removal.
///
/// # Errors
///
/// [`Stop`].
pub(super) fn delete(dialogue: &mut Dialogue<'_>, bench: &Workbench) -> Result<(), Stop> {
    let domain = domain(dialogue, bench, "remove", existing::<Destination>)?;
    bench.wait(remove(bench.store(), &bench.actor(), &domain))?;
    Ok(dialogue.say(format!("The default holds for {domain} now."))?)
}

/// Asks for the TLS of all destinations that have no entry, and stages it.
///
/// # Errors
///
/// [`Stop`].
pub(super) fn default(dialogue: &mut Dialogue<'_>, bench: &Workbench) -> Result<(), Stop> {
    set(dialogue, bench, &DestinationName::Default)
}

fn set(dialogue: &mut Dialogue<'_>, bench: &Workbench, domain: &DestinationName) -> Result<(), Stop> {
    let name = domain.to_string();
    let current: Destination = bench.wait(edit::show(bench.store(), &name))?;
    let tls = tls_support::choose(dialogue, &CHOICES, current.tls)?;
    bench.wait(edit::set(
        bench.store(),
        &bench.actor(),
        &name,
        SetDestination { tls },
    ))?;
    Ok(())
}

/// Asks for a domain until `check` lets it pass.
fn domain(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    verb: &str,
    check: fn(&Workbench, &str) -> Result<String, EditError>,
) -> Result<DestinationName, Left> {
    let question = format!("Enter the domain you wish to {verb}.");
    dialogue.text(&question, "", |typed| {
        let domain: DestinationName = typed
            .parse()
            .map_err(|error: DestinationNameError| Failure::new(&error))?;
        check(bench, &domain.to_string())?;
        Ok::<_, Failure>(domain)
    })
}

fn specific(dialogue: &mut Dialogue<'_>, default: Decision) -> Result<Decision, Left> {
    dialogue.confirm(
        "Do you wish to apply a specific TLS setting for this domain?",
        default,
    )
}
