//! `certctl bind` and `certctl unbind`

use certops::bind::{self, Bound};

use super::staged;
use crate::{
    cli::bind::{Bind, Unbind},
    failure::Failure,
    report::Report,
    session::Session,
    stored::{self, Opened},
};

/// Binds profiles to a service.
pub(super) fn bind(arguments: &Bind, session: &mut Session) -> Result<Report, Failure> {
    let binding = arguments.binding();
    let opened = stored::open(binding.store, session)?;
    let operation = bind::bind(&opened.store, &opened.actor, &binding.place, &binding.profiles);
    told(&opened, opened.wait(operation)?, session)
}

/// Takes profiles from a service.
pub(super) fn unbind(arguments: &Unbind, session: &mut Session) -> Result<Report, Failure> {
    let binding = arguments.binding();
    let opened = stored::open(binding.store, session)?;
    let operation = bind::unbind(&opened.store, &opened.actor, &binding.place, &binding.profiles);
    told(&opened, opened.wait(operation)?, session)
}

fn told(opened: &Opened, bound: Bound, session: &mut Session) -> Result<Report, Failure> {
    staged::warn(&bound.findings, session);
    staged::tell_bound(opened, bound.change)
}
