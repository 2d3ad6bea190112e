//! `certctl status`

use crate::{
    cli::expiry::Status,
    failure::Failure,
    output::StatusView,
    report::{Answer, Report},
    session::Session,
    stored,
};

/// Shows how long certificates last.
pub(crate) fn run(arguments: &Status, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let status = opened.wait(certops::status::status(&opened.store, opened.actor.at))?;
    let view = match arguments.expiring {
        Some(days) => StatusView::expiring(&status, days, opened.actor.at),
        None => StatusView::new(&status),
    };
    Ok(Report {
        answer: Answer::from(view.is_yes()),
        ..Report::new(view.text("certctl changes"), &view)?
    })
}
