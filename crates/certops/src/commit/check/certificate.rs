//! Weak or doubtful certificates, by the rules that `certctl lint` applies.

use certcore::lint::{Context, Severity, lint_chain};
use certstore::entry::ProfileOrigin;
use chrono::{DateTime, Utc};

use crate::commit::{
    finding::{Findings, Level},
    scope::Scope,
};

/// Other checks of a commit say these with the entry that is concerned.
const SAID_ELSEWHERE: [&str; 3] = ["expired", "not-yet-valid", "extended-key-usage-unfit"];
/// Rules that are no errors, and that a commit asks about all the same.
const ASKED: [&str; 2] = ["common-name-not-in-names", "chain-out-of-order"];
/// A rule that a commit shows.
const SHOWN: &str = "self-signed";

pub(super) fn check(scope: &Scope, now: DateTime<Utc>, findings: &mut Findings) {
    let context = Context::at(now);
    for (id, known) in &scope.profiles {
        if known.profile.origin == ProfileOrigin::Demo {
            continue;
        }
        for finding in lint_chain(&known.chain, &context) {
            let name = finding.name();
            let level = if SAID_ELSEWHERE.contains(&name) {
                continue;
            } else if finding.severity() == Severity::Error || ASKED.contains(&name) {
                Level::Acceptable
            } else if name == SHOWN {
                Level::Notice
            } else {
                continue;
            };
            let message = format!("profile {}: {}", id.name(), finding.message);
            findings.add(id, known.cause, level, name, message);
        }
    }
}
