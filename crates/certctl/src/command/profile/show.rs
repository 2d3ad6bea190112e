//! `certctl profile show`

use certops::profile::show::show;

use crate::{
    cli::profile::Show, clock, failure::Failure, output::ShownView, report::Report, session::Session, stored,
};

/// Shows everything about a profile.
pub(super) fn run(arguments: &Show, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let now = clock::now();
    let shown = opened.wait(show(&opened.store, &arguments.name, now))?;
    let view = ShownView::new(&shown);
    Report::new(view.text(now), &view)
}
