//! `certctl profile edit`

use certops::profile::{
    NoPendingRequest,
    edit::{Edit as Request, edit},
    show::show,
};
use certstore::repository::CertificateFacts;

use super::staged::Staged;
use crate::{
    chance,
    cli::profile::Edit,
    description,
    failure::Failure,
    output::{AskedView, HeldView},
    report::Report,
    session::Session,
    stored,
};

/// Stages another request in place of the one that waits.
pub(super) fn run(arguments: &Edit, session: &mut Session) -> Result<Report, Failure> {
    let serial = chance::serial()?;
    let opened = stored::open(&arguments.store, session)?;
    let shown = opened.wait(show(&opened.store, &arguments.name, opened.actor.at))?;
    let waiting = shown.request.ok_or_else(|| NoPendingRequest {
        name: arguments.name.clone(),
    })?;
    let description = description::over(&waiting.request, &arguments.subject)?;
    let request = Request {
        name: &arguments.name,
        description: &description,
        days: arguments.days,
        serial: &serial,
    };
    let edited = opened.wait(edit(&opened.store, &opened.actor, &request))?;
    let held = |certificate| HeldView::new(&CertificateFacts::of(certificate));
    let staged = Staged {
        name: edited.name,
        certificate: edited.certificate.as_ref().map(held),
        request: AskedView::new(&edited.request),
    };
    Report::new(staged.text("changed, with a new request"), &staged)
}
