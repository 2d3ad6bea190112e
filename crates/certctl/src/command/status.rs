//! `certctl status`

use crate::{
    cli::expiry::Status, failure::Failure, output::StatusView, report::Report, session::Session, stored,
};

/// Shows how long certificates last.
pub(crate) fn run(arguments: &Status, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let status = opened.wait(certops::status::status(&opened.store, opened.actor.at))?;
    let view = StatusView::new(&status);
    Report::new(view.text("certctl changes"), &view)
}
