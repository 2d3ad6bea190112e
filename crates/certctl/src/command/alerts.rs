//! `certctl alerts`

use certops::{
    alerts::SetAlerts,
    edit::{self, Noun as _},
};
use certstore::entry::Alerts;
use serde::Serialize;

use super::entries;
use crate::{
    cli::alerts::{Set, Show, Verb},
    failure::Failure,
    output::Staged,
    report::Report,
    session::Session,
    stored,
    terminal::Text,
};

const NAME: &str = Alerts::KIND.as_str();

#[derive(Serialize)]
struct Facts {
    recipients: Vec<String>,
    expiry: &'static str,
    expiring_days: u32,
    staged: Staged,
}

/// Runs one verb.
pub(super) fn run(verb: &Verb, session: &mut Session) -> Result<Report, Failure> {
    match verb {
        Verb::Set(arguments) => set(arguments, session),
        Verb::Show(arguments) => show(arguments, session),
    }
}

fn set(arguments: &Set, session: &mut Session) -> Result<Report, Failure> {
    let named = arguments.no_recipient || !arguments.recipient.is_empty();
    let request = SetAlerts {
        recipients: named.then(|| arguments.recipient.clone()),
        expiry: arguments.expiry,
        expiring_days: arguments.expiring_days,
    };
    entries::set(NAME, request, &arguments.store, session)
}

fn show(arguments: &Show, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let alerts = opened.wait(edit::listed::<Alerts>(&opened.store, NAME))?;
    let staged = alerts.is_staged().into();
    let facts = Facts {
        recipients: alerts.entry.recipients.iter().map(ToString::to_string).collect(),
        expiry: alerts.entry.expiry.as_str(),
        expiring_days: alerts.entry.expiring_days,
        staged,
    };
    let recipients = if facts.recipients.is_empty() {
        vec!["nobody".to_owned()]
    } else {
        facts.recipients.clone()
    };
    let mut text = Text::new();
    text.facts([
        ("recipients", recipients),
        ("notices of certificates that end", vec![facts.expiry.to_owned()]),
        (
            "expiring",
            vec![format!(
                "{} days before the end, or a third of the lifetime if that is less",
                facts.expiring_days
            )],
        ),
    ]);
    facts.staged.note(&mut text);
    Report::new(text, &facts)
}
