//! `certctl profile list`

use certops::{
    expiry::ExpiryRule,
    profile::list::{List as Request, list},
};
use serde::Serialize;

use crate::{
    cli::profile::List, clock, failure::Failure, output::ListedView, report::Report, session::Session,
    stored, terminal::Text,
};

#[derive(Serialize)]
struct Facts {
    profiles: Vec<ListedView>,
}

/// Lists the profiles.
pub(super) fn run(arguments: &List, session: &mut Session) -> Result<Report, Failure> {
    let opened = stored::open(&arguments.store, session)?;
    let request = Request {
        ending_within: arguments.expiring,
        expiry: arguments.warn_days.map(|days| ExpiryRule { days }),
    };
    let now = clock::now();
    let listed = opened.wait(list(&opened.store, &request, now))?;
    let facts = Facts {
        profiles: listed.iter().map(|one| ListedView::new(one, now)).collect(),
    };
    let mut text = Text::new();
    match (facts.profiles.is_empty(), arguments.expiring) {
        (true, Some(days)) => text.line(format!("no profile ends within {days} days")),
        (true, None) => text.line("there is no profile"),
        (false, _) => text.table(
            &["name", "state", "left", "used by", ""],
            facts.profiles.iter().map(ListedView::row),
        ),
    }
    Report::new(text, &facts)
}
