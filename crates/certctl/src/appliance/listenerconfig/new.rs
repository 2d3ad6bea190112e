//! A new listener.

use certops::listener::{AddListener, add};
use certstore::entry::{Listener, ListenerKind};

use super::{domains, interface, kind};
use crate::{
    appliance::{entry_name::vacant, port, workbench::Workbench},
    console::{Dialogue, Stop},
};

/// The port in the brackets.
const SMTP_PORT: &str = "25";

/// Asks for a new listener and stages it.
///
/// # Errors
///
/// [`Stop`]; nothing is staged when the dialogue is left.
pub(super) fn new(dialogue: &mut Dialogue<'_>, bench: &Workbench) -> Result<(), Stop> {
    let question = "Please select the type of listener you want to create.";
    let kind = kind::ask(dialogue, question, ListenerKind::Public)?;
    let question = "Please create a name for this listener (Ex: \"OutboundMail\"):";
    let name = dialogue.text(question, "", |typed| vacant::<Listener>(bench, typed))?;
    let interface = interface::ask(dialogue, bench, None)?;
    let port = dialogue.text(
        "Please enter the TCP port for this listener.",
        SMTP_PORT,
        port::port,
    )?;
    let request = AddListener {
        interface,
        port,
        kind,
        domains: domains::ask(dialogue, &[])?,
        policy: None,
    };
    bench.wait(add(bench.store(), &bench.actor(), &name, request))?;
    Ok(dialogue.say(format!(
        "Listener {name} begins with the certificate and the host access table of a new listener; EDIT shows and changes \
         them."
    ))?)
}
