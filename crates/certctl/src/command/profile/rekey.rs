//! `certctl profile rekey`

use certops::profile::{
    AskError, Pending,
    rekey::{Rekey as Request, RekeyError, rekey},
};

use super::{replace::confirm_replacement, staged::Staged};
use crate::{
    cli::profile::Rekey, description, failure::Failure, notice::Notice, output::AskedView, report::Report,
    session::Session, stored,
};

/// Stages a new key and its request.
pub(super) fn run(arguments: &Rekey, session: &mut Session) -> Result<Report, Failure> {
    let description = description::if_given(&arguments.subject)?;
    let opened = stored::open(&arguments.store, session)?;
    let mut request = Request {
        name: &arguments.name,
        algorithm: arguments.algorithm,
        description: description.as_ref(),
        pending: Pending::Keep,
    };
    let rekeyed = match opened.wait(rekey(&opened.store, &opened.actor, &request)) {
        Err(RekeyError::Ask(AskError::Pending(_))) => {
            confirm_replacement(&arguments.name, arguments.yes)?;
            request.pending = Pending::Replace;
            opened.wait(rekey(&opened.store, &opened.actor, &request))?
        }
        other => other?,
    };
    session.warnings.extend(rekeyed.findings.iter().map(Notice::new));
    let staged = Staged {
        name: rekeyed.name,
        certificate: None,
        request: AskedView::new(&rekeyed.request),
    };
    Report::new(
        staged.text("has a new key, which waits for its certificate"),
        &staged,
    )
}
