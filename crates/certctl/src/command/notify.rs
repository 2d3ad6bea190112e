//! `certctl notify`

use certops::notify::{Notified, notify};
use serde::Serialize;

use crate::{
    cli::expiry::Notify, clock::rfc3339, failure::Failure, report::Report, session::Session, stored,
    terminal::Text,
};

#[derive(Serialize)]
struct Facts {
    switched_on: bool,
    notices: Vec<NoticeView>,
}

#[derive(Serialize)]
struct NoticeView {
    key: String,
    subject: String,
    text: String,
    at: String,
}

/// Writes the notices that are due.
pub(crate) fn run(arguments: &Notify, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let done = opened.wait(notify(&opened.store, &opened.actor))?;
    let mut text = Text::new();
    let facts = match done {
        Notified::SwitchedOff => {
            text.line("Notices of expiry are switched off");
            Facts {
                switched_on: false,
                notices: Vec::new(),
            }
        }
        Notified::Written(alerts) => {
            if alerts.is_empty() {
                text.line("No notice is due");
            }
            for alert in &alerts {
                text.line(&alert.subject);
            }
            let view = |alert: &certstore::repository::Alert| NoticeView {
                key: alert.key.clone(),
                subject: alert.subject.clone(),
                text: alert.text.clone(),
                at: rfc3339(alert.at),
            };
            Facts {
                switched_on: true,
                notices: alerts.iter().map(view).collect(),
            }
        }
    };
    Report::new(text, &facts)
}
