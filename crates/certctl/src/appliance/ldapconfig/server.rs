//! A new LDAP server, and what is different in one.

use certcore::identity::Reference;
use certops::{
    edit::{self, Listed},
    ldap::{NewLdapServer, SetLdap, default_port},
};
use certstore::entry::{LdapEncryption, LdapServer};

use crate::{
    appliance::{entry_name::vacant, port, workbench::Workbench},
    console::{Dialogue, Left, Stop},
    failure::Failure,
};

const ENCRYPTIONS: [LdapEncryption; 3] = [
    LdapEncryption::None,
    LdapEncryption::Starttls,
    LdapEncryption::Ldaps,
];

/// What was answered.
struct Answers {
    host: Reference,
    port: u16,
    encryption: LdapEncryption,
    base: String,
}

/// What a protection is called.
pub(super) const fn words(encryption: LdapEncryption) -> &'static str {
    match encryption {
        LdapEncryption::None => "No TLS",
        LdapEncryption::Starttls => "StartTLS",
        LdapEncryption::Ldaps => "LDAPS",
    }
}

/// Asks for a new server and stages it.
///
/// # Errors
///
/// [`Stop`]; nothing is staged when the dialogue is left.
pub(super) fn new(dialogue: &mut Dialogue<'_>, bench: &Workbench) -> Result<(), Stop> {
    let question = "Please create a name for this server configuration (Ex: \"PublicLDAP\"):";
    let name = dialogue.text(question, "", |typed| vacant::<LdapServer>(bench, typed))?;
    let answers = ask(dialogue, None)?;
    let server = NewLdapServer {
        host: answers.host,
        port: Some(answers.port),
        encryption: answers.encryption,
        base: answers.base,
    };
    bench.wait(edit::add::<LdapServer>(
        bench.store(),
        &bench.actor(),
        &name,
        server.into(),
    ))?;
    Ok(())
}

/// Asks for what shall be different in a server and stages it.
///
/// # Errors
///
/// [`Stop`]; nothing is staged when the dialogue is left.
pub(super) fn edit(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    current: &Listed<LdapServer>,
) -> Result<(), Stop> {
    let answers = ask(dialogue, Some(&current.entry))?;
    let amendment = SetLdap {
        host: Some(answers.host),
        port: Some(answers.port),
        encryption: Some(answers.encryption),
        base: Some(answers.base),
    };
    bench.wait(edit::set(bench.store(), &bench.actor(), &current.name, amendment))?;
    Ok(())
}

fn ask(dialogue: &mut Dialogue<'_>, current: Option<&LdapServer>) -> Result<Answers, Left> {
    let host = current.map_or_else(String::new, |server| server.host.to_string());
    let host = dialogue.text("Please enter the hostname:", &host, str::parse::<Reference>)?;
    let before = current.map_or(LdapEncryption::Ldaps, |server| server.encryption);
    let place = ENCRYPTIONS.iter().position(|one| *one == before);
    let place = dialogue.choose(
        "How shall the connection to the LDAP server be protected?",
        &ENCRYPTIONS.map(words),
        place,
    )?;
    let encryption = ENCRYPTIONS.get(place).copied().unwrap_or(before);
    // A port that was chosen stays; one that goes with the protection goes with the new one.
    let port = match current {
        Some(server) if server.port != default_port(server.encryption) => server.port,
        _ => default_port(encryption),
    };
    let port = dialogue.text("Please enter the port number:", &port.to_string(), port::port)?;
    let base = current.map_or("", |server| &server.base);
    let question = if base.is_empty() {
        "Please enter the base:"
    } else {
        "Please enter the base (a full stop takes it out):"
    };
    let base = dialogue.text(question, base, |typed| {
        Ok::<_, Failure>(if typed == "." {
            String::new()
        } else {
            typed.to_owned()
        })
    })?;
    Ok(Answers {
        host,
        port,
        encryption,
        base,
    })
}
