//! A new interface, and another address, name or HTTPS for one.

use std::net::IpAddr;

use certcore::host::HostName;
use certops::{
    bind::Place,
    edit::Listed,
    interface::{AddInterface, SetHttps, SetInterface, add, set},
};
use certstore::entry::{Https, Interface, Switch};

use crate::{
    appliance::{
        address, binding::use_profiles, entry_name::vacant, port, profile_choice::ProfileChoice, switch,
        workbench::Workbench,
    },
    console::{Dialogue, Stop},
};

/// The port of HTTPS in the brackets of a new interface.
const HTTPS_PORT: u16 = 443;

/// What was answered.
struct Answers {
    address: IpAddr,
    host_name: HostName,
    /// The port and the profiles, where HTTPS is offered.
    https: Option<(u16, Vec<String>)>,
}

/// Asks for a new interface and stages it.
///
/// # Errors
///
/// [`Stop`]; nothing is staged when the dialogue is left.
pub(super) fn new(dialogue: &mut Dialogue<'_>, bench: &Workbench) -> Result<(), Stop> {
    let name = dialogue.text("IP interface name (Ex: \"InternalNet\"):", "", |typed| {
        vacant::<Interface>(bench, typed)
    })?;
    let answers = ask(dialogue, bench, None)?;
    let request = AddInterface {
        address: answers.address,
        host_name: answers.host_name,
        https_port: answers.https.as_ref().map(|(port, _)| *port),
    };
    let change = bench.wait(add(bench.store(), &bench.actor(), &name, request))?;
    let after: Option<Interface> = change.after.and_then(|entry| entry.try_into().ok());
    let begun = after.and_then(|interface| interface.https);
    apply(dialogue, bench, name, begun, answers.https)
}

/// Asks for what shall be different in an interface and stages it.
///
/// # Errors
///
/// [`Stop`]; nothing is staged when the dialogue is left.
pub(super) fn edit(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    current: &Listed<Interface>,
) -> Result<(), Stop> {
    let answers = ask(dialogue, bench, Some(&current.entry))?;
    let https = match &answers.https {
        Some((port, _)) => SetHttps::Port(*port),
        None => SetHttps::Off,
    };
    let request = SetInterface {
        address: Some(answers.address),
        host_name: Some(answers.host_name),
        https: Some(https),
    };
    let change = bench.wait(set(bench.store(), &bench.actor(), &current.name, request))?;
    let after: Option<Interface> = change.after.and_then(|entry| entry.try_into().ok());
    let begun = after.and_then(|interface| interface.https);
    apply(dialogue, bench, current.name.clone(), begun, answers.https)
}

fn ask(dialogue: &mut Dialogue<'_>, bench: &Workbench, current: Option<&Interface>) -> Result<Answers, Stop> {
    let address = current.map(|current| current.address.to_string());
    let address = dialogue.text(
        "IP address (Ex: 192.0.2.1 or 2001:db8::1):",
        &address.unwrap_or_default(),
        address::address,
    )?;
    let host_name = current.map(|current| current.host_name.to_string());
    let host_name = dialogue.text("Hostname:", &host_name.unwrap_or_default(), HostName::parse)?;
    let current = current.and_then(|current| current.https.as_ref());
    let offered = if current.is_some() {
        Switch::On
    } else {
        Switch::Off
    };
    let https = match switch::ask(
        dialogue,
        "Do you want to enable HTTPS on this interface?",
        offered,
    )? {
        Switch::Off => None,
        Switch::On => Some(ask_https(dialogue, bench, current)?),
    };
    Ok(Answers {
        address,
        host_name,
        https,
    })
}

fn ask_https(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    current: Option<&Https>,
) -> Result<(u16, Vec<String>), Stop> {
    let port = current.map_or(HTTPS_PORT, |https| https.port).to_string();
    let port = dialogue.text("Which port do you want to use for HTTPS?", &port, port::port)?;
    let current = current.map(|https| https.profiles.clone()).unwrap_or_default();
    let profiles = ProfileChoice::of(bench)?.several(dialogue, &current)?;
    Ok((port, profiles))
}

/// Stages the profiles of HTTPS, which the interface is staged with already.
fn apply(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    interface: String,
    begun: Option<Https>,
    chosen: Option<(u16, Vec<String>)>,
) -> Result<(), Stop> {
    let (Some(begun), Some((_, profiles))) = (begun, chosen) else {
        return Ok(());
    };
    let place = Place::Https { interface };
    use_profiles(dialogue, bench, &place, &begun.profiles, &profiles)
}
