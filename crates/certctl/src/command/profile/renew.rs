//! `certctl profile renew`

use certops::profile::{
    AskError, Pending,
    renew::{Renew as Request, renew},
};

use super::{replace::confirm_replacement, staged::Staged};
use crate::{
    cli::profile::Renew, description, failure::Failure, notice::Notice, output::AskedView, report::Report,
    session::Session, stored,
};

/// Stages a new request for the same key.
pub(super) fn run(arguments: &Renew, session: &mut Session) -> Result<Report, Failure> {
    let description = description::if_given(&arguments.subject)?;
    let opened = stored::open(&arguments.store, session)?;
    let mut request = Request {
        name: &arguments.name,
        description: description.as_ref(),
        pending: Pending::Keep,
    };
    let renewed = match opened.wait(renew(&opened.store, &opened.actor, &request)) {
        Err(AskError::Pending(_)) => {
            confirm_replacement(&arguments.name, arguments.yes)?;
            request.pending = Pending::Replace;
            opened.wait(renew(&opened.store, &opened.actor, &request))?
        }
        other => other?,
    };
    session.warnings.extend(renewed.findings.iter().map(Notice::new));
    let staged = Staged {
        name: renewed.name,
        certificate: None,
        request: AskedView::new(&renewed.request),
    };
    Report::new(staged.text("has a new request for its key"), &staged)
}
