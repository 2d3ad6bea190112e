//! `certctl profile create`

use certops::profile::create::{Create as Request, create};
use certstore::repository::CertificateFacts;

use super::staged::Staged;
use crate::{
    chance,
    cli::profile::Create,
    description,
    failure::Failure,
    output::{AskedView, HeldView},
    report::Report,
    session::Session,
    stored,
};

/// Stages a profile.
pub(super) fn run(arguments: &Create, session: &mut Session) -> Result<Report, Failure> {
    let description = description::from_arguments(&arguments.subject)?;
    let serial = chance::serial()?;
    let opened = stored::open(&arguments.store, session)?;
    let request = Request {
        name: arguments.name.as_deref(),
        description: &description,
        algorithm: arguments.algorithm,
        days: arguments.days,
        serial: &serial,
    };
    let created = opened.wait(create(&opened.store, &opened.actor, &request))?;
    let staged = Staged {
        name: created.name,
        certificate: Some(HeldView::new(&CertificateFacts::of(&created.certificate))),
        request: AskedView::new(&created.request),
    };
    Report::new(staged.text("staged"), &staged)
}
