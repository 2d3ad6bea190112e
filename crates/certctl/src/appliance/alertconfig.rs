//! `alertconfig`

use certops::{
    alerts::{Recipient, SetAlerts},
    edit::{self, Noun as _},
};
use certstore::entry::{Alerts, Switch};

use super::{days::days, switch, workbench::Workbench};
use crate::console::{Command, Dialogue, Flow, Left, Operation, Stop};

/// Shows and changes who is told of what.
pub(super) struct Alertconfig;

/// What the menu offers.
#[derive(Clone, Copy)]
enum Action {
    New,
    Delete,
    Setup,
}

const OPERATIONS: [Operation<Action>; 3] = [
    Operation::new("NEW", "Add a new email address to send alerts.", Action::New),
    Operation::new("DELETE", "Remove an email address.", Action::Delete),
    Operation::new("SETUP", "Configure alert settings.", Action::Setup),
];

impl Command<Workbench> for Alertconfig {
    fn name(&self) -> &'static str {
        "alertconfig"
    }

    fn help(&self) -> &'static str {
        "Configure who is told of certificates that end"
    }

    fn run(&self, _: &[&str], dialogue: &mut Dialogue<'_>, bench: &mut Workbench) -> Result<Flow, Stop> {
        let name = Alerts::KIND.as_str();
        loop {
            let current: Alerts = bench.wait(edit::show(bench.store(), name))?;
            overview(dialogue, &current)?;
            // What removes an address is offered when there is one.
            let operations: Vec<Operation<Action>> = OPERATIONS
                .into_iter()
                .filter(|operation| {
                    !current.recipients.is_empty() || !matches!(operation.action, Action::Delete)
                })
                .collect();
            let Some(action) = dialogue.operation(&operations)? else {
                return Ok(Flow::Prompt);
            };
            let done = perform(dialogue, bench, action, &current);
            dialogue.attempt(done)?;
        }
    }
}

fn perform(
    dialogue: &mut Dialogue<'_>,
    bench: &Workbench,
    action: Action,
    current: &Alerts,
) -> Result<(), Stop> {
    let amendment = match action {
        Action::New => added(dialogue, current)?,
        Action::Delete => removed(dialogue, current)?,
        Action::Setup => SetAlerts {
            expiry: Some(switch::ask(
                dialogue,
                "Do you want to be told of certificates that end soon?",
                current.expiry,
            )?),
            expiring_days: Some(dialogue.text(
                "How many days before its end is a certificate expiring? (Never before a third of its lifetime is left.)",
                &current.expiring_days.to_string(),
                days,
            )?),
            ..SetAlerts::default()
        },
    };
    let name = Alerts::KIND.as_str();
    bench.wait(edit::set(bench.store(), &bench.actor(), name, amendment))?;
    Ok(())
}

fn overview(dialogue: &mut Dialogue<'_>, alerts: &Alerts) -> Result<(), Left> {
    if alerts.recipients.is_empty() {
        dialogue.say("No email address is told of anything.")?;
    } else {
        dialogue.say("Sending alerts to:")?;
    }
    for recipient in &alerts.recipients {
        dialogue.say(format!("  {recipient}"))?;
    }
    dialogue.say(match alerts.expiry {
        Switch::On => "Notices of certificates that end: Enabled",
        Switch::Off => "Notices of certificates that end: Disabled",
    })?;
    dialogue.say(format!(
        "A certificate is expiring {} days before its end, or a third of its lifetime if that is less.",
        alerts.expiring_days
    ))
}

fn added(dialogue: &mut Dialogue<'_>, current: &Alerts) -> Result<SetAlerts, Stop> {
    let question = "Please enter a new email address to send alerts. (Ex: \"administrator@example.com\")";
    let recipient = dialogue.text(question, "", str::parse::<Recipient>)?;
    let mut recipients = current.recipients.clone();
    if !recipients.contains(&recipient) {
        recipients.push(recipient);
    }
    Ok(SetAlerts {
        recipients: Some(recipients),
        ..SetAlerts::default()
    })
}

fn removed(dialogue: &mut Dialogue<'_>, current: &Alerts) -> Result<SetAlerts, Stop> {
    let question = "Enter the number of the email address you wish to remove.";
    let place = dialogue.choose(question, &current.recipients, None)?;
    let left = (0..).zip(&current.recipients).filter(|(one, _)| *one != place);
    let left = left.map(|(_, recipient)| recipient.clone());
    Ok(SetAlerts {
        recipients: Some(left.collect()),
        ..SetAlerts::default()
    })
}
